"""An archive (.docx, .xlsx, .odt) judged by its table of contents before a byte is unpacked (RELIABILITY 45, 55).

What is wrong has a code; the caller says it in its own words, and looks at what only it knows (programs, main parts).
"""

import stat
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

# What reading a damaged archive raises.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
_XML = (".xml", ".rels")
# The end record has 22 bytes, and a comment of at most 65,535 behind it.
_END, _END_BYTES, _LONGEST_TAIL = b"PK\x05\x06", 22, 65_557


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much an archive may hold: entries, bytes of its table of contents, unpacked bytes of all and of one XML part.

    XML above `ratio_from` bytes may unpack to `ratio` times what it takes.
    """

    entries: int
    directory_bytes: int
    unpacked: int
    xml_part: int
    ratio: int
    ratio_from: int


class UnfitArchive(Exception):
    """`code`: broken, too_many, too_large, ambiguous, protected, unsafe_names, part_too_large, bomb."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def opened(file: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """The archive, of which nothing is unpacked; raise UnfitArchive."""
    _refuse_long_directory(file, limits)
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
        entries = archive.infolist()
    except DAMAGE as error:
        raise UnfitArchive("broken") from error
    _refuse_amounts(entries, limits)
    for entry in entries:
        _refuse_entry(entry, limits)
    return archive


def _refuse_long_directory(file: BinaryIO, limits: Limits) -> None:
    """Look at the end record before Python's reader makes an object of every entry: it reads by size, not by number."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - _LONGEST_TAIL))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise UnfitArchive("broken")
    # 0xFFFF stands for "see the 64-bit record": far more than any file here has.
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    directory = int.from_bytes(tail[at + 12 : at + 16], "little")
    if entries > limits.entries or directory > limits.directory_bytes:
        raise UnfitArchive("too_many")


def _refuse_amounts(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise UnfitArchive("too_many")
    if sum(entry.file_size for entry in entries) > limits.unpacked:
        raise UnfitArchive("too_large")
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) != len(names):
        raise UnfitArchive("ambiguous")


def _refuse_entry(entry: zipfile.ZipInfo, limits: Limits) -> None:
    """A protected entry, a link, a path that leaves the folder, XML that is too long or mostly air."""
    # `filename` ends where a NUL was: the name as written tells.
    name = entry.filename.lower().replace("\\", "/")
    if entry.flag_bits & 0x1:
        raise UnfitArchive("protected")
    is_link = entry.create_system == 3 and stat.S_ISLNK(entry.external_attr >> 16)
    is_outside = ".." in name.split("/") or name.startswith("/") or ":" in name
    if is_link or is_outside or any(ord(char) < 32 for char in entry.orig_filename):
        raise UnfitArchive("unsafe_names")
    if not name.endswith(_XML):
        return
    if entry.file_size > limits.xml_part:
        raise UnfitArchive("part_too_large")
    if entry.file_size > limits.ratio_from and entry.file_size > limits.ratio * max(1, entry.compress_size):
        raise UnfitArchive("bomb")
