"""XLIFF 1.2: what translation programs read. Tags become `<g>` and `<x>`, which those programs protect.

No library: the light ones are unkept, and the kept one (translate-toolkit) is a whole workbench (ADR 0114).
"""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from cms.translation.exchange import limits
from cms.translation.exchange.bundle import (
    Bundle,
    ExchangeSegment,
    Markup,
    Received,
    ReceivedSegment,
    printable,
)
from cms.translation.exchange.refusals import Refused
from cms.translation.exchange.xml_reading import read_xml
from cms.translation.markup import BrokenMarkup, Piece, pieces_of, with_numbers

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_KINDS = {"a": "link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "br": "lb"}
# Elements that other programs put around our own text; what they hold is the text.
_UNTOUCHED, _SUGGESTED, _CONFIRMED = "needs-translation", "needs-review-translation", "translated"
_WRAPPERS = frozenset({"mrk"})


def write_xliff(bundle: Bundle) -> bytes:
    """One `<file>` with one `<trans-unit>` a segment; `original` says which translation it is."""
    ElementTree.register_namespace("", NAMESPACE)
    root = Element(_name("xliff"), {"version": "1.2"})
    file = SubElement(
        root,
        _name("file"),
        {
            "original": bundle.identity,
            "source-language": bundle.source_language,
            "target-language": bundle.target_language,
            "datatype": "html",
            "date": bundle.exported_at.isoformat(),
        },
    )
    SubElement(SubElement(file, _name("header")), _name("note")).text = printable(bundle.title)
    body = SubElement(file, _name("body"))
    for segment in bundle.segments:
        _write_unit(body, segment)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def read_xliff(data: bytes) -> Received:
    """What an XLIFF 1.2 file says; raise Refused when it is none, or another version, or holds several files."""
    root = read_xml(data)
    if _local(root) != "xliff":
        raise Refused("not_xliff")
    if root.get("version") != "1.2" or not root.tag.startswith(f"{{{NAMESPACE}}}"):
        raise Refused("xliff_version", version=(root.get("version") or "?")[:10])
    files = root.findall(_name("file"))
    if len(files) != 1:
        raise Refused("several_files")
    file = files[0]
    units = list(file.iter(_name("trans-unit")))
    if len(units) > limits.MAX_SEGMENTS:
        raise Refused("too_many_segments", limit=limits.MAX_SEGMENTS)
    return Received(
        identity=file.get("original", ""),
        source_language=file.get("source-language", ""),
        target_language=file.get("target-language", ""),
        markup=Markup.NUMBERED,
        segments=tuple(_read_unit(number, unit) for number, unit in enumerate(units, start=1)),
    )


def _write_unit(body: Element, segment: ExchangeSegment) -> None:
    unit = SubElement(body, _name("trans-unit"), {"id": segment.key, _XML_SPACE: "preserve"})
    if segment.label:
        unit.set("resname", printable(segment.label))
    _write_text(SubElement(unit, _name("source")), segment.source, segment.source)
    state = _UNTOUCHED if not segment.translation else _CONFIRMED if segment.is_confirmed else _SUGGESTED
    target = SubElement(unit, _name("target"), {"state": state})
    _write_text(target, segment.translation, segment.source)
    if segment.note:
        SubElement(unit, _name("note")).text = printable(segment.note)


def _write_text(parent: Element, fragment: str, source: str) -> None:
    """The text with `<g id>` for a pair of tags and `<x id>` for one alone; broken markup is written as text."""
    try:
        pieces = with_numbers(pieces_of(fragment), source)
    except BrokenMarkup:
        pieces = [(Piece("text", fragment), 0)]
    stack = [parent]
    for piece, number in pieces:
        if piece.kind == "text":
            _append_text(stack[-1], printable(piece.value))
        elif piece.kind == "close":
            stack.pop()
        else:
            kind = _KINDS.get(piece.value, f"x-{piece.value}")
            name = "g" if piece.kind == "open" else "x"
            element = SubElement(stack[-1], _name(name), {"id": str(number), "ctype": kind})
            if piece.kind == "open":
                stack.append(element)


def _append_text(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _read_unit(number: int, unit: Element) -> ReceivedSegment:
    source, target = unit.find(_name("source")), unit.find(_name("target"))
    texts, fault = [], ""
    for element in (source, target):
        text, is_known = _read_text(element)
        texts.append(text)
        fault = fault if is_known else "foreign_tag"
    # A state that says "look at this" is often left behind by programs: then another text than ours counts, ours not.
    state = target.get("state", "") if target is not None else ""
    return ReceivedSegment(
        number=number,
        key=unit.get("id", ""),
        source=texts[0],
        translation=texts[1],
        # A program that drops states confirms nothing: a suggestion that nobody touched stays one.
        confirms=bool(state) and state != "new" and not state.startswith("needs-"),
        fault=fault,
    )


def _read_text(element: Element | None) -> tuple[str, bool]:
    """The numbered text of a source or target, and whether it holds nothing but what we write."""
    if element is None:
        return "", True
    written, is_known = [element.text or ""], True
    for child in element:
        inner, is_inner_known = _read_text(child)
        name, number = _local(child), child.get("id", "")
        is_known = is_known and is_inner_known
        if name == "g" and number.isdecimal():
            written.append(f"{{{number}}}{inner}{{/{number}}}")
        elif name == "x" and number.isdecimal():
            written.append(f"{{{number}/}}")
        elif name in _WRAPPERS:
            written.append(inner)
        else:
            written.append(inner)
            is_known = False
        written.append(child.tail or "")
    return "".join(written), is_known


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
