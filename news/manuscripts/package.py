"""The file as an archive: what it may hold, judged by its table of contents before a byte is unpacked."""

import stat
import zipfile
import zlib
from typing import BinaryIO

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
# Objects that other programs left in the text; they are never opened, and left out of the draft.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
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
        except _DAMAGE as error:
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
        except _DAMAGE as error:
            raise Refused("broken") from error
        return data


def open_package(file: BinaryIO) -> Package:
    """The archive of a Word file; raise Refused with the reason that the sender can act on."""
    head = file.read(4096)
    _refuse_other_kinds(head, file)
    _refuse_long_directory(file)
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise Refused("broken") from error
    entries = archive.infolist()
    _refuse_amounts(entries)
    for entry in entries:
        _refuse_entry(entry)
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


def _refuse_long_directory(file: BinaryIO) -> None:
    """Look at the end record before Python's reader makes an object of every entry it announces."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        raise Refused("broken")
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    directory = int.from_bytes(tail[at + 12 : at + 16], "little")
    # 0xFFFF stands for "see the 64-bit record": far more than a text has.
    if entries > limits.MAX_ENTRIES or directory > limits.MAX_DIRECTORY_BYTES:
        raise Refused("too_many_parts", limit=limits.MAX_ENTRIES)


def _refuse_amounts(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > limits.MAX_ENTRIES:
        raise Refused("too_many_parts", limit=limits.MAX_ENTRIES)
    if sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED:
        raise Refused("unpacks_too_large", limit=limits.MAX_UNPACKED)
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) != len(names):
        raise Refused("ambiguous")


def _refuse_entry(entry: zipfile.ZipInfo) -> None:
    """A protected entry, a link, a path that leaves the folder, an archive, a program, or XML that is mostly air."""
    # `filename` ends where a NUL was: the name as written tells.
    name, written = entry.filename.lower(), entry.orig_filename
    parts = name.replace("\\", "/").split("/")
    if entry.flag_bits & 0x1:
        raise Refused("protected")
    if stat.S_ISLNK(entry.external_attr >> 16) and entry.create_system == 3:
        raise Refused("unsafe_names")
    if ".." in parts or name.startswith(("/", "\\")) or ":" in name or any(ord(char) < 32 for char in written):
        raise Refused("unsafe_names")
    if name.endswith(_ACTIVE):
        raise Refused("active_content")
    if name.endswith(_ARCHIVES):
        raise Refused("archive_inside")
    if name.endswith(_XML):
        if entry.file_size > limits.MAX_XML_PART:
            raise Refused("part_too_large", limit=limits.MAX_XML_PART)
        if entry.file_size > limits.RATIO_FROM and entry.file_size > limits.MAX_RATIO * max(1, entry.compress_size):
            raise Refused("bomb", ratio=limits.MAX_RATIO)


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
