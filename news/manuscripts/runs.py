"""A paragraph as a row of pieces: texts with their look, breaks, pictures, notes; legacy fonts converted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from cms.kernel.text import nfc, strip_controls
from news.manuscripts.findings import Findings
from news.manuscripts.legacy_fonts import (
    VNI_MARKS,
    Encoding,
    encoding_of,
    ends_in_vni_letter,
    is_unicode,
    to_unicode,
)

# Marks of this app in the text it hands over; the sender's own characters of this range are removed.
PICTURE_FROM, PICTURE_TO = "\ue000", "\ue001"
SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` of a kind "text", the number of a "picture", the id of a "footnote" or "endnote", a "symbol"."""

    kind: Literal["text", "break", "picture", "footnote", "endnote", "symbol"]
    text: str = ""
    font: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    vertical: str = ""
    link: int = 0  # number of the address, 0 for none


def tidied(pieces: list[Piece], findings: Findings) -> list[Piece]:
    """The pieces in Unicode (NFC), neighbours of the same look put together."""
    merged = _merged(_with_marks_in_place(_merged(pieces, by_font=True)), by_font=True)
    converted = [_converted(piece, findings) for piece in merged]
    whole = _merged(converted, by_font=False)
    return [replace(piece, text=_clean(piece.text)) if piece.kind == "text" else piece for piece in whole]


def plain_text(pieces: Iterable[Piece]) -> str:
    """The letters of a paragraph."""
    return "".join(piece.text for piece in pieces if piece.kind == "text")


def _merged(pieces: list[Piece], *, by_font: bool) -> list[Piece]:
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if last is not None and last.kind == piece.kind == "text" and _same_look(last, piece, by_font=by_font):
            merged[-1] = replace(last, text=last.text + piece.text)
        elif piece.kind != "text" or piece.text:
            merged.append(piece)
    return merged


def _same_look(one: Piece, other: Piece, *, by_font: bool) -> bool:
    same_font = one.font == other.font or not by_font
    return same_font and replace(one, text="", font="") == replace(other, text="", font="")


def _with_marks_in_place(pieces: list[Piece]) -> list[Piece]:
    """VNI writes a letter and its mark as two characters: a mark at the start of a run belongs to the one before."""
    moved = list(pieces)
    for place in range(1, len(moved)):
        before, piece = moved[place - 1], moved[place]
        both_vni = all(p.kind == "text" and encoding_of(p.font) == "vni" for p in (before, piece))
        if both_vni and piece.text[:1].lower() in VNI_MARKS and ends_in_vni_letter(before.text):
            moved[place - 1] = replace(before, text=before.text + piece.text[0])
            moved[place] = replace(piece, text=piece.text[1:])
    return moved


def _converted(piece: Piece, findings: Findings) -> Piece:
    encoding: Encoding | None = encoding_of(piece.font) if piece.kind == "text" else None
    if encoding is None or is_unicode(piece.text):
        return replace(piece, text=piece.text.replace(SOFT_HYPHEN, "")) if piece.kind == "text" else piece
    text = to_unicode(piece.text, encoding)
    if text != piece.text:
        findings.changed("legacy_font", detail=piece.font)
    return replace(piece, text=text)


def _clean(text: str) -> str:
    """NFC, without control, direction and private characters."""
    visible = strip_controls(text.replace("\t", " "))
    return nfc("".join(char for char in visible if not "\ue000" <= char <= "\uf8ff"))
