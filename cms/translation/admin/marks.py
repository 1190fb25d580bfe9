"""The tags of a segment for people: set apart in the source, and as buttons that put them around chosen words."""

from collections.abc import Sequence
from dataclasses import dataclass

from cms.translation.markup import BrokenMarkup, Piece, fragment_of, pieces_of


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A tag of the source: what stands before and after the words, and the Vietnamese words it is around."""

    opening: str
    closing: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """A stretch of the source as it is read: words, or a tag."""

    text: str
    is_tag: bool = False


def parts_of(source: str, *, is_html: bool) -> list[Part]:
    """The source in stretches; a plain text is one."""
    pieces = _pieces(source) if is_html else ()
    if not pieces:
        return [Part(text=source)]
    return [
        Part(text=piece.value if piece.kind == "text" else fragment_of((piece,)), is_tag=piece.kind != "text")
        for piece in pieces
    ]


def marks_of(source: str) -> list[Mark]:
    """Each tag of a source once, in order; equal ones (two bold words) are one button."""
    pieces = _pieces(source)
    marks: dict[str, Mark] = {}
    for at, piece in enumerate(pieces):
        if piece.kind not in {"open", "void"}:
            continue
        opening = fragment_of((piece,))
        closing = f"</{piece.value}>" if piece.kind == "open" else ""
        marks.setdefault(opening, Mark(opening=opening, closing=closing, words=_words(pieces[at:])))
    return list(marks.values())


def _words(pieces: Sequence[Piece]) -> str:
    """The words of the tag that the first piece opens."""
    depth, words = 0, []
    for piece in pieces:
        depth += (piece.kind == "open") - (piece.kind == "close")
        if piece.kind == "text":
            words.append(piece.value)
        if depth == 0:
            break
    return "".join(words)


def _pieces(source: str) -> tuple[Piece, ...]:
    try:
        return pieces_of(source)
    except BrokenMarkup:  # of a source from before: shown as it is
        return ()
