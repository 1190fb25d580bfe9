"""The file as an archive: what it may hold, judged by its table of contents before a byte is unpacked."""

import zipfile
from typing import BinaryIO

from cms.kernel import archives
from news.manuscripts import limits
from news.manuscripts.refusals import Refused

MAIN_TYPE = "wordprocessingml.document.main+xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!")
_ARCHIVES = (".zip", ".jar", ".7z", ".rar", ".gz", ".tar", ".cab", ".iso", ".docm", ".dotm", ".xlsm", ".xlsb", ".pptm")
_ACTIVE = (
    ".exe",
    ".dll",
    ".scr",
    ".com",
    ".bat",
    ".cmd",
    ".js",
    ".vbs",
    ".ps1",
    ".hta",
    ".msi",
    ".lnk",
    ".jse",
    ".wsf",
)
_XML = (".xml", ".rels")
LIMITS = archives.Limits(
    entries=limits.MAX_ENTRIES,
    directory_bytes=limits.MAX_DIRECTORY_BYTES,
    unpacked=limits.MAX_UNPACKED,
    xml_part=limits.MAX_XML_PART,
    ratio=limits.MAX_RATIO,
    ratio_from=limits.RATIO_FROM,
)
# Objects that other programs left in the text; they are never opened, and left out of the draft.
_EMBEDDED = "word/embeddings/"


class Package:
    """An archive that passed the checks; parts are read with a bound on what they unpack to."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = frozenset(archive.namelist())
        # Word writes the names of parts in one case and asks for them in another.
        self._by_lower = {name.lower(): name for name in self.names}

    def find(self, name: str) -> str | None:
        """The stored name of a part, whatever its case; None when there is none."""
        return self._by_lower.get(name.lstrip("/").lower())

    def size(self, name: str) -> int:
        """Unpacked bytes as the table of contents says."""
        return self._archive.getinfo(name).file_size

    def head(self, name: str) -> bytes:
        """The first kilobyte of a part."""
        try:
            with self._archive.open(name) as part:
                return part.read(1024)
        except archives.DAMAGE as error:
            raise Refused("broken") from error

    def read(self, name: str, *, limit: int = limits.MAX_XML_PART) -> bytes:
        """The bytes of a part; raise Refused when it is damaged or larger than the limit."""
        try:
            with self._archive.open(name) as part:
                data = part.read(limit + 1)
                if len(data) > limit:
                    raise Refused("part_too_large", limit=limit)
                if part.read(1):
                    raise Refused("broken")
        except archives.DAMAGE as error:
            raise Refused("broken") from error
        return data


def open_package(file: BinaryIO) -> Package:
    """The archive of a Word file; raise Refused with the reason that the sender can act on."""
    head = file.read(4096)
    _refuse_other_kinds(head, file)
    try:
        archive = archives.opened(file, LIMITS)
    except archives.UnfitArchive as unfit:
        raise _refusal(unfit) from unfit
    for name in archive.namelist():
        _refuse_name(name.lower())
    package = Package(archive)
    _refuse_programs(package)
    _refuse_other_documents(package)
    return package


def _refuse_other_kinds(head: bytes, file: BinaryIO) -> None:
    """Files of other kinds under a name that ends in .docx."""
    if not head:
        raise Refused("empty")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_OLE):
        file.seek(0)
        # A protected .docx is an OLE file with a stream of this name (in UTF-16).
        raise Refused("protected" if "EncryptedPackage".encode("utf-16-le") in file.read() else "old_word")
    if head.startswith(_PROGRAMS):
        raise Refused("program")
    if start.startswith(b"{\\rtf"):
        raise Refused("rich_text")
    if start.startswith(b"%pdf"):
        raise Refused("pdf")
    if start.startswith((b"<html", b"<!doctype", b"<?xml", b"<head", b"<body", b"<script", b"mime-version:")):
        raise Refused("web_page")
    if not head.startswith(b"PK\x03\x04"):
        raise Refused("not_word")


def _refusal(unfit: archives.UnfitArchive) -> Refused:
    """In the words of this package, with their numbers."""
    return {
        "too_many": Refused("too_many_parts", limit=limits.MAX_ENTRIES),
        "too_large": Refused("unpacks_too_large", limit=limits.MAX_UNPACKED),
        "part_too_large": Refused("part_too_large", limit=limits.MAX_XML_PART),
        "bomb": Refused("bomb", ratio=limits.MAX_RATIO),
    }.get(unfit.code) or Refused(unfit.code)


def _refuse_name(name: str) -> None:
    """An archive or a program by its name."""
    if name.endswith(_ACTIVE):
        raise Refused("active_content")
    if name.endswith(_ARCHIVES):
        raise Refused("archive_inside")


def _refuse_programs(package: Package) -> None:
    """Macros, ActiveX, packaged files, and archives that hide under another ending."""
    for name in package.names:
        lower = name.lower()
        if "vbaproject" in lower or "vbadata" in lower or lower.startswith("word/activex/"):
            raise Refused("active_content")
        if lower.endswith((*_XML, "/")):
            continue
        is_embedded = lower.startswith(_EMBEDDED)
        head = package.read(name, limit=limits.MAX_PICTURE_BYTES) if is_embedded else package.head(name)
        if is_embedded:
            if b"O\x00l\x00e\x001\x000\x00N\x00a\x00t\x00i\x00v\x00e" in head or b"V\x00B\x00A\x00" in head:
                raise Refused("active_content")
        elif head.startswith(b"PK\x03\x04"):
            raise Refused("archive_inside")
        elif head.startswith(b"MZ") and b"PE\x00\x00" in head:
            raise Refused("active_content")


def _refuse_other_documents(package: Package) -> None:
    """Excel, PowerPoint, OpenDocument; and a Word file with macros under the name of one without."""
    if package.find("mimetype") or package.find("content.xml"):
        raise Refused("other_office")
    types = package.find("[Content_Types].xml")
    if types is None:
        raise Refused("not_word")
    text = package.read(types, limit=2_000_000).lower()
    if b"macroenabled" in text or b"vbaproject" in text:
        raise Refused("active_content")
    if package.find("xl/workbook.xml") or package.find("ppt/presentation.xml"):
        raise Refused("other_office")
    if MAIN_TYPE.encode() not in text and b"wordprocessingml.template.main+xml" not in text:
        raise Refused("not_word")
