"""Which old passage a changed one was, and what changed in it. Pure: texts in, texts out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

Key = TypeVar("Key")
LEAST_LIKE = 0.4
# Two passages longer than this are compared by their beginnings: the comparison is quadratic.
LONGEST_COMPARED = 4000
_TOKENS = re.compile(r"<[^>]*>|\w+|\s+|[^\w\s]")
SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A run of words: in both texts, only in the old one, or only in the new one."""

    kind: str
    text: str


def likeness(one: str, other: str) -> float:
    """0 for nothing in common, 1 for the same words."""
    matcher = SequenceMatcher(None, _words(one), _words(other), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= LEAST_LIKE else 0.0


def closest(text: str, candidates: Iterable[tuple[Key, str]]) -> Key | None:
    """Whose text is most like this one, the first of equals; None where none is like it."""
    best: Key | None = None
    highest = LEAST_LIKE
    for key, candidate in candidates:
        like = likeness(text, candidate)
        if like > highest or (like == highest and best is None):
            best, highest = key, like
    return best


def changes(old: str, new: str) -> list[Piece]:
    """The old and the new text in runs of words, in reading order."""
    before, after = _TOKENS.findall(old[:LONGEST_COMPARED]), _TOKENS.findall(new[:LONGEST_COMPARED])
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            _add(pieces, SAME, before[old_from:old_to])
            continue
        _add(pieces, GONE, before[old_from:old_to])
        _add(pieces, NEW, after[new_from:new_to])
    return pieces


def _add(pieces: list[Piece], kind: str, tokens: Sequence[str]) -> None:
    if tokens:
        pieces.append(Piece(kind=kind, text="".join(tokens)))


def _words(text: str) -> list[str]:
    return [token for token in _TOKENS.findall(text[:LONGEST_COMPARED].lower()) if not token.isspace()]
