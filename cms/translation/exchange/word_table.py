"""The table of a Word file, read from its XML: text that is seen, not what was deleted or hidden."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cms.translation.exchange import limits
from cms.translation.exchange.bundle import ReceivedSegment
from cms.translation.exchange.refusals import Refused
from cms.translation.exchange.xml_reading import read_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KEY = re.compile(r"\b[0-9a-f]{12}\.[0-9a-f]{12}\b")
_COLUMNS = 4
# Drawings repeat their text in a second form, and fields hold their code: neither is what the translator wrote.
_LEFT_OUT = frozenset({"del", "moveFrom", "drawing", "pict", "object", "instrText", "AlternateContent", "rPr", "pPr"})


def read_rows(document: bytes) -> tuple[list[str], tuple[ReceivedSegment, ...]]:
    """The paragraphs outside tables, and the rows of the tables with the four columns, without the headings."""
    root = read_xml(document)
    body = root.find(f"{_W}body")
    if body is None:
        raise Refused("not_word")
    paragraphs: list[str] = []
    rows: list[ReceivedSegment] = []
    for child in _inside_controls(body):
        if _local(child) == "p":
            paragraphs.append(_text(child))
        elif _local(child) == "tbl":
            for row in _children(child, "tr"):
                _add_row(rows, [_cell(cell) for cell in _children(row, "tc")])
    return paragraphs, tuple(rows)


def _add_row(rows: list[ReceivedSegment], cells: list[str]) -> None:
    """Rows without a key are headings or lines somebody added; those with a key and other cells are at fault."""
    found = _KEY.search(cells[0]) if cells else None
    if len(rows) >= limits.MAX_SEGMENTS:
        raise Refused("too_many_segments", limit=limits.MAX_SEGMENTS)
    number = len(rows) + 1
    if found is None:
        if len(cells) == _COLUMNS and cells[0].strip().isdecimal():
            rows.append(ReceivedSegment(number=number, key="", source=cells[1], translation=cells[2]))
        return
    if len(cells) != _COLUMNS:
        rows.append(ReceivedSegment(number=number, key=found[0], source="", translation="", fault="merged_row"))
        return
    rows.append(ReceivedSegment(number=number, key=found[0], source=cells[1], translation=cells[2]))


def _cell(cell: Element) -> str:
    """The paragraphs of a cell, one a line; a table in it is left out."""
    return "\n".join(_text(child) for child in _inside_controls(cell) if _local(child) == "p")


def _text(element: Element) -> str:
    written: list[str] = []
    for child in element:
        name = _local(child)
        if name in _LEFT_OUT or (name == "r" and _is_hidden(child)):
            continue
        if name == "t":
            written.append(child.text or "")
        elif name in {"br", "cr", "tab"}:
            written.append("\n" if name != "tab" else "\t")
        elif name == "noBreakHyphen":
            written.append("-")
        else:
            written.append(_text(child))
    return "".join(written)


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val", "true") not in {"0", "false", "off"}


def _inside_controls(parent: Element) -> Iterator[Element]:
    """The children, looking through the content controls and tracked insertions Word puts around them."""
    for child in parent:
        if _local(child) in {"sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo"}:
            yield from _inside_controls(child)
        else:
            yield child


def _children(parent: Element, name: str) -> list[Element]:
    return [child for child in _inside_controls(parent) if _local(child) == name]


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
