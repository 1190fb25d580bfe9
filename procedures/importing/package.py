"""The archive that an .xlsx is, judged by its table of contents before a byte is unpacked."""

import io
import stat
import zipfile
import zlib
from xml.parsers import expat

from procedures.importing import limits
from procedures.importing.errors import RefusedImport

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
_XML = (".xml", ".rels")


def check_package(data: bytes) -> None:
    """Raise RefusedImport for an archive that is no plain workbook: too much, too deep, protected, with programs."""
    _refuse_long_directory(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except _DAMAGE as error:
        raise RefusedImport("broken") from error
    if len(entries) > limits.MAX_ENTRIES or sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED:
        raise RefusedImport("bomb")
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) != len(names):
        raise RefusedImport("broken")
    for entry in entries:
        _refuse_entry(entry)
    if "xl/workbook.xml" not in names:
        raise RefusedImport("unknown_kind")
    elements = 0
    for entry in entries:
        if entry.filename.lower().endswith(_XML):
            elements += _check_part(archive, entry)
            if elements > limits.MAX_XML_ELEMENTS:
                raise RefusedImport("bomb")


def _refuse_long_directory(data: bytes) -> None:
    """Look at the end record before Python's reader makes an object of every entry it announces."""
    tail = data[-65_557:]
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        raise RefusedImport("broken")
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    directory = int.from_bytes(tail[at + 12 : at + 16], "little")
    if entries > limits.MAX_ENTRIES or directory > limits.MAX_DIRECTORY_BYTES:
        raise RefusedImport("bomb")


def _refuse_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.lower()
    parts = name.replace("\\", "/").split("/")
    if entry.flag_bits & 0x1:
        raise RefusedImport("old_excel")
    if stat.S_ISLNK(entry.external_attr >> 16) and entry.create_system == 3:
        raise RefusedImport("unsafe_names")
    if ".." in parts or name.startswith(("/", "\\")) or ":" in name or any(ord(c) < 32 for c in entry.orig_filename):
        raise RefusedImport("unsafe_names")
    if "vbaproject" in name or name.startswith(("xl/activex/", "xl/macrosheets/")):
        raise RefusedImport("active_content")
    if name.endswith(_XML):
        is_air = entry.file_size > limits.RATIO_FROM
        is_air = is_air and entry.file_size > limits.MAX_RATIO * max(1, entry.compress_size)
        if entry.file_size > limits.MAX_XML_PART or is_air:
            raise RefusedImport("bomb")


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """How many elements a part has; raise RefusedImport for declarations, depth, damage."""
    counter = _Counter()
    parser = expat.ParserCreate()
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.end
    parser.StartDoctypeDeclHandler = counter.declared
    try:
        with archive.open(entry) as part:
            unpacked = 0
            while piece := part.read(262_144):
                unpacked += len(piece)
                if unpacked > limits.MAX_XML_PART:
                    raise RefusedImport("bomb")
                parser.Parse(piece, False)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise RefusedImport("broken") from error
    except _DAMAGE as error:
        raise RefusedImport("broken") from error
    if "macroenabled" in counter.types:
        raise RefusedImport("active_content")
    return counter.elements


class _Counter:
    """Counts what expat meets."""

    def __init__(self) -> None:
        self.elements = self.depth = 0
        self.types = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self.depth += 1
        if self.depth > limits.MAX_XML_DEPTH or self.elements > limits.MAX_XML_ELEMENTS:
            raise RefusedImport("bomb")
        if name.endswith("Override") and "macroenabled" in attributes.get("ContentType", "").lower():
            self.types = "macroenabled"

    def end(self, _name: str) -> None:
        self.depth -= 1

    def declared(self, *_parts: object) -> None:
        raise RefusedImport("entities")
