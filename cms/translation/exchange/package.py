"""A Word file as an archive, judged by its table of contents before a byte is unpacked (RELIABILITY 45, 55)."""

import io
import stat
import zipfile
import zlib

from cms.translation.exchange import limits
from cms.translation.exchange.refusals import Refused

_MAIN_TYPE = b"wordprocessingml.document.main+xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
_ACTIVE = ("vbaproject", "vbadata", "word/activex/", "word/embeddings/", "customui")


def read_main_part(data: bytes) -> bytes:
    """`word/document.xml`; raise Refused for what is no Word file, or holds programs, or unpacks to too much."""
    if data.startswith(_OLE):
        raise Refused("protected" if "EncryptedPackage".encode("utf-16-le") in data else "old_word")
    if not data.startswith(b"PK\x03\x04"):
        raise Refused("not_word")
    _refuse_long_directory(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as error:
        raise Refused("broken") from error
    entries = archive.infolist()
    _refuse_amounts(entries)
    for entry in entries:
        _refuse_entry(entry)
    types = _read(archive, "[Content_Types].xml").lower()
    if b"macroenabled" in types or b"vbaproject" in types:
        raise Refused("active_content")
    if _MAIN_TYPE not in types:
        raise Refused("not_word")
    return _read(archive, "word/document.xml")


def _refuse_long_directory(data: bytes) -> None:
    """Look at the end record before Python's reader makes an object of every entry it announces."""
    at = data.rfind(b"PK\x05\x06")
    if at < 0 or len(data) - at < 22:
        raise Refused("broken")
    if int.from_bytes(data[at + 10 : at + 12], "little") > limits.MAX_ENTRIES:
        raise Refused("too_many_parts", limit=limits.MAX_ENTRIES)


def _refuse_amounts(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > limits.MAX_ENTRIES:
        raise Refused("too_many_parts", limit=limits.MAX_ENTRIES)
    if sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED:
        raise Refused("bomb")
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) != len(names):
        raise Refused("broken")


def _refuse_entry(entry: zipfile.ZipInfo) -> None:
    """A protected entry, a link, a path that leaves the folder, a macro, an archive inside, XML that is mostly air."""
    name = entry.filename.lower().replace("\\", "/")
    if entry.flag_bits & 0x1:
        raise Refused("protected")
    is_link = entry.create_system == 3 and stat.S_ISLNK(entry.external_attr >> 16)
    is_outside = ".." in name.split("/") or name.startswith("/") or ":" in name
    if is_link or is_outside or any(ord(char) < 32 for char in entry.orig_filename):
        raise Refused("unsafe_names")
    if any(part in name for part in _ACTIVE):
        raise Refused("active_content")
    if name.endswith((".zip", ".jar", ".7z", ".rar", ".docm", ".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1")):
        raise Refused("active_content")
    if name.endswith((".xml", ".rels")):
        if entry.file_size > limits.MAX_XML_PART:
            raise Refused("bomb")
        if entry.file_size > limits.RATIO_FROM and entry.file_size > limits.MAX_RATIO * max(1, entry.compress_size):
            raise Refused("bomb")


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
    except _DAMAGE as error:
        raise Refused("broken") from error
    return data
