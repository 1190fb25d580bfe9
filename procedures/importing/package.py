"""The archive that an .xlsx is, judged by its table of contents before a byte is unpacked."""

import io
import zipfile
from xml.parsers import expat

from cms.kernel import archives
from procedures.importing import limits
from procedures.importing.errors import RefusedImport

LIMITS = archives.Limits(
    entries=limits.MAX_ENTRIES,
    directory_bytes=limits.MAX_DIRECTORY_BYTES,
    unpacked=limits.MAX_UNPACKED,
    xml_part=limits.MAX_XML_PART,
    ratio=limits.MAX_RATIO,
    ratio_from=limits.RATIO_FROM,
)
_ACTIVE = ("xl/activex/", "xl/macrosheets/")
# What is said of an archive here, where it has another name than there.
_CODES = {
    "too_many": "bomb",
    "too_large": "bomb",
    "part_too_large": "bomb",
    "ambiguous": "broken",
    "protected": "old_excel",
}
_XML = (".xml", ".rels")


def check_package(data: bytes) -> None:
    """Raise RefusedImport for an archive that is no plain workbook: too much, too deep, protected, with programs."""
    try:
        archive = archives.opened(io.BytesIO(data), LIMITS)
    except archives.UnfitArchive as unfit:
        raise RefusedImport(_CODES.get(unfit.code, unfit.code)) from unfit
    entries = archive.infolist()
    names = [entry.filename.lower() for entry in entries]
    if any("vbaproject" in name or name.startswith(_ACTIVE) for name in names):
        raise RefusedImport("active_content")
    if "xl/workbook.xml" not in names:
        raise RefusedImport("unknown_kind")
    elements = 0
    for entry in entries:
        if entry.filename.lower().endswith(_XML):
            elements += _check_part(archive, entry)
            if elements > limits.MAX_XML_ELEMENTS:
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
    except archives.DAMAGE as error:
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
