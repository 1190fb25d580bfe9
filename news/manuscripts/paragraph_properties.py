"""What a paragraph is: heading, title, caption, list, running text; and whether it is set as the plan asks (R039)."""

from dataclasses import dataclass

from news.manuscripts.markup import Node
from news.manuscripts.runs import Piece, plain_text
from news.manuscripts.styles import DEFAULT_FONT, DEFAULT_HALF_POINTS, Look

REQUIRED_FONT, SMALLEST, LARGEST = "times new roman", 24, 28  # half points: 12–14 (R039)
_LISTS_OF_CONTENTS = ("toc ", "table of figures", "toc heading")
_MAX_HEADING = 255


@dataclass(kw_only=True)
class Properties:
    """What the properties of a paragraph and its style say."""

    names: list[str]
    outline: int | None
    list_id: str
    list_level: int
    is_centred: bool
    mark_deleted: bool
    base: Look
    style_look: Look

    @property
    def is_contents(self) -> bool:
        """A line of a table of contents or of figures: made anew where it is needed."""
        return bool(self.names) and self.names[0].startswith(_LISTS_OF_CONTENTS)

    @property
    def heading(self) -> int | None:
        """The level of a heading, 1 the highest; None for running text."""
        for name in self.names:
            if name.startswith("heading ") and name[8:9] in tuple("123456789"):
                return min(int(name[8]), 6)
        return min(self.outline + 1, 6) if self.outline is not None and self.outline < 8 else None

    def role_of(self, pieces: list[Piece]) -> str:
        """The style the paragraph is handed over with; "" for running text."""
        text = plain_text(pieces).strip()
        if not text:
            return ""
        for name, role in (("title", "MsTitle"), ("subtitle", "MsLead"), ("caption", "MsCaption")):
            if name in self.names:
                return role
        if self.heading and len(text) <= _MAX_HEADING:
            return f"MsHeading{self.heading}"
        letters = [piece for piece in pieces if piece.kind == "text" and piece.text.strip()]
        if self.list_id:
            return ""
        if all(piece.bold for piece in letters):
            return "MsBoldCentred" if self.is_centred else "MsBold"
        return "MsItalic" if all(piece.italic for piece in letters) else ""


def outside(look: Look) -> str:
    """What a run is set in when it is not Times New Roman of 12–14 points (R039); empty when it is."""
    font, half_points = look.font or DEFAULT_FONT, look.half_points or DEFAULT_HALF_POINTS
    if font.casefold() == REQUIRED_FONT and SMALLEST <= half_points <= LARGEST:
        return ""
    points = f"{half_points / 2:g}"
    return f"{font[:60]} {points}"


def is_present(node: Node | None, tag: str) -> bool:
    """Whether a properties element has a child of that name that is not switched off."""
    child = node.child(tag) if node is not None else None
    return child is not None and child.get("w:val", "1") not in ("0", "false", "off")


def is_deleted(row_properties: Node | None) -> bool:
    """Whether a table row was deleted with changes tracked."""
    return is_present(row_properties, "w:del")
