"""A Word file as an archive, judged by its table of contents before a byte is unpacked (RELIABILITY 45, 55)."""

import io
import zipfile

from cms.kernel import archives
from cms.translation.exchange import limits
from cms.translation.exchange.refusals import Refused

_MAIN_TYPE = b"wordprocessingml.document.main+xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ACTIVE = ("vbaproject", "vbadata", "word/activex/", "word/embeddings/", "customui")
_ENDINGS = (".zip", ".jar", ".7z", ".rar", ".docm", ".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1")
LIMITS = archives.Limits(
    entries=limits.MAX_ENTRIES,
    directory_bytes=limits.MAX_DIRECTORY_BYTES,
    unpacked=limits.MAX_UNPACKED,
    xml_part=limits.MAX_XML_PART,
    ratio=limits.MAX_RATIO,
    ratio_from=limits.RATIO_FROM,
)
# What is said of an archive here, where it has another name than there.
_CODES = {"too_many": "too_many_parts", "too_large": "bomb", "part_too_large": "bomb", "ambiguous": "broken"}


def read_main_part(data: bytes) -> bytes:
    """`word/document.xml`; raise Refused for what is no Word file, or holds programs, or unpacks to too much."""
    if data.startswith(_OLE):
        raise Refused("protected" if "EncryptedPackage".encode("utf-16-le") in data else "old_word")
    if not data.startswith(b"PK\x03\x04"):
        raise Refused("not_word")
    try:
        archive = archives.opened(io.BytesIO(data), LIMITS)
    except archives.UnfitArchive as unfit:
        raise Refused(_CODES.get(unfit.code, unfit.code), limit=limits.MAX_ENTRIES) from unfit
    for name in archive.namelist():
        _refuse_programs(name.lower().replace("\\", "/"))
    types = _read(archive, "[Content_Types].xml").lower()
    if b"macroenabled" in types or b"vbaproject" in types:
        raise Refused("active_content")
    if _MAIN_TYPE not in types:
        raise Refused("not_word")
    return _read(archive, "word/document.xml")


def _refuse_programs(name: str) -> None:
    """A macro, a program, an archive inside."""
    if any(part in name for part in _ACTIVE) or name.endswith(_ENDINGS):
        raise Refused("active_content")


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a part, never more than the limit, whatever the table of contents promised."""
    try:
        with archive.open(name) as part:
            data = part.read(limits.MAX_XML_PART + 1)
            if len(data) > limits.MAX_XML_PART:
                raise Refused("bomb")
            # The checksum is looked at only at the end of a part.
            part.read(1)
    except KeyError as error:
        raise Refused("not_word") from error
    except archives.DAMAGE as error:
        raise Refused("broken") from error
    return data
