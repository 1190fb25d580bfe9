"""XML parts as small trees: no document type, no entity, bounded in depth and number, only what is asked for."""

import re
from dataclasses import dataclass
from typing import Any, NoReturn
from xml.parsers import expat

from news.manuscripts import limits
from news.manuscripts.refusals import Refused

# Word's name spaces, in their usual and in their "strict" form, by the prefix that is written in this app.
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
}  # fmt: skip
# Notes of the program to itself, by far the most frequent elements and attributes.
_NOISE = frozenset(
    {"w:proofErr", "w:lang", "w:noProof", "w:bookmarkStart", "w:bookmarkEnd", "w:lastRenderedPageBreak", "w:szCs",
     "w:bCs", "w:iCs", "w:kern", "w:spacing", "w:w", "w:position", "w:rPrChange", "w:pPrChange", "w:tblPrChange",
     "w:tcPrChange", "w:trPrChange", "w:sectPrChange", "w:tabs", "w:pBdr", "w:contextualSpacing", "w:tcBorders",
     "w:tblBorders", "w:tblCellMar", "w:tcMar", "w:shd", "w:tcW", "w:tblW", "w:color", "w:widowControl", "a:effectLst"}
)  # fmt: skip
_NOISE_ATTRIBUTE = re.compile(r"^w:rsid|^w14:|^xml:")
_NO_ATTRIBUTES: dict[str, str] = {}


@dataclass(slots=True)
class Node:
    """An element: `tag` and attribute names carry the prefixes above; `text` is what stood in it, put together."""

    tag: str
    attributes: dict[str, str]
    children: list["Node"]
    text: str = ""

    def child(self, tag: str) -> "Node | None":
        """The first child of that name."""
        return next((child for child in self.children if child.tag == tag), None)

    def get(self, name: str, default: str = "") -> str:
        """An attribute."""
        return self.attributes.get(name, default)

    def value_of(self, tag: str) -> str:
        """`w:val` of the first child of that name; empty when there is none."""
        child = self.child(tag)
        return child.get("w:val") if child is not None else ""

    def walk(self) -> "list[Node]":
        """The element and all below it, in the order of the text."""
        found, left = [], [self]
        while left:
            node = left.pop()
            found.append(node)
            left.extend(reversed(node.children))
        return found


class Budget:
    """How many elements and characters may still come: shared by all parts of one file."""

    def __init__(self) -> None:
        self.elements = limits.MAX_ELEMENTS
        self.characters = limits.MAX_CHARACTERS
        self.paragraphs = limits.MAX_PARAGRAPHS

    def spend_element(self, tag: str) -> None:
        """Count an element; raise Refused past the limits."""
        self.elements -= 1
        if self.elements < 0:
            raise Refused("too_much_markup", limit=limits.MAX_ELEMENTS)
        if tag == "w:p":
            self.paragraphs -= 1
            if self.paragraphs < 0:
                raise Refused("too_many_paragraphs", limit=limits.MAX_PARAGRAPHS)

    def spend_characters(self, count: int) -> None:
        """Count text; raise Refused past the limit."""
        self.characters -= count
        if self.characters < 0:
            raise Refused("too_much_text", limit=limits.MAX_CHARACTERS)


def parse(data: bytes, budget: Budget) -> Node:
    """The tree of a part; raise Refused for what is not well-formed, has a document type, or is too deep or large."""
    parser = expat.ParserCreate(namespace_separator=" ")
    builder = _Builder(budget)
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        # In one piece: fed in pieces, this parser reads a long token again with each of them.
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refused("broken_markup") from error
    if builder.root is None:
        raise Refused("broken_markup")
    return builder.root


def _refuse_document_type(*_args: Any) -> NoReturn:
    raise Refused("document_type")


class _Builder:
    def __init__(self, budget: Budget) -> None:
        self.root: Node | None = None
        self._budget = budget
        self._open: list[Node] = []
        self._skipped = 0  # depth inside an element that is left out
        self._depth = 0
        self._names: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = self._name(name)
        self._budget.spend_element(tag)
        self._depth += 1
        if self._depth > limits.MAX_DEPTH:
            raise Refused("too_deep", limit=limits.MAX_DEPTH)
        if self._skipped or tag in _NOISE:
            self._skipped += 1
            return
        node = Node(tag, self._attributes(attributes) if attributes else _NO_ATTRIBUTES, [])
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def end(self, _name: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
        else:
            self._open.pop()

    def characters(self, text: str) -> None:
        if self._skipped or not self._open:
            return
        self._budget.spend_characters(len(text))
        self._open[-1].text += text

    def _attributes(self, attributes: dict[str, str]) -> dict[str, str]:
        named = {self._name(name): value for name, value in attributes.items()}
        kept = {name: value for name, value in named.items() if not _NOISE_ATTRIBUTE.match(name)}
        return kept or _NO_ATTRIBUTES

    def _name(self, name: str) -> str:
        found = self._names.get(name)
        if found is None:
            space, _blank, local = name.rpartition(" ")
            prefix = _PREFIXES.get(space)
            found = f"{prefix}:{local}" if prefix else local if not space else f"?:{local}"
            if len(self._names) < 5_000:
                self._names[name] = found
        return found
