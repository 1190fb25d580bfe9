"""Lists: whether a paragraph's number is a bullet or counts."""

from dataclasses import dataclass, field

from news.manuscripts.markup import Node
from news.manuscripts.simple_word import BULLETS, NUMBERS
from news.manuscripts.styles import list_place


@dataclass(kw_only=True)
class Numbering:
    """The format of every list and level: ("3", 0) → "lowerLetter"."""

    formats: dict[tuple[str, int], str] = field(default_factory=dict)

    def format_of(self, paragraph: Node | None, styled: tuple[str, int]) -> tuple[str, int, str]:
        """(list, level, format) of a paragraph, its own or its style's; the list is "" for running text."""
        own = list_place(paragraph)
        has_own = paragraph is not None and paragraph.child("w:numPr") is not None
        key, level = own if has_own and own[0] else (styled[0], own[1] if has_own else styled[1])
        format_name = self.formats.get((key, level), "")
        if not key or key == "0" or format_name in ("", "none"):
            return "", 0, ""
        return (BULLETS if format_name == "bullet" else NUMBERS), level, format_name


def read_numbering(root: Node | None) -> Numbering:
    """The lists of `word/numbering.xml`."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract = {node.get("w:abstractNumId"): _levels(node) for node in root.children if node.tag == "w:abstractNum"}
    for node in root.children:
        if node.tag == "w:num":
            for level, name in abstract.get(node.value_of("w:abstractNumId"), {}).items():
                numbering.formats[(node.get("w:numId"), level)] = name
    return numbering


def _levels(abstract: Node) -> dict[int, str]:
    levels = (node for node in abstract.children if node.tag == "w:lvl" and node.get("w:ilvl") in tuple("012345678"))
    return {int(node.get("w:ilvl")): node.value_of("w:numFmt") for node in levels}
