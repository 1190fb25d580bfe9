"""Which old passage a changed one was, and what changed in it. Pure: texts in, texts out."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, TypeVar

Key = TypeVar("Key")
LEAST_LIKE = 0.4
MOST_COMPARED = 4
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
    return _ratio(_words(one), _words(other))


def _ratio(one: Sequence[str], other: Sequence[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def closest(text: str, candidates: Iterable[tuple[Key, str]]) -> Key | None:
    """Whose text is most like this one, the first of equals; None where none is like it."""
    return Passages(candidates).closest(text)


class Passages(Generic[Key]):
    """Old passages to find the closest of, for many new ones: all of a long text may have been rewritten.

    The words that two passages share bound how like they can be; only the few with the highest bound are compared
    word by word, however many there are.
    """

    def __init__(self, candidates: Iterable[tuple[Key, str]]) -> None:
        self._keys: list[Key] = []
        self._words: list[list[str]] = []
        self._holding: dict[str, list[tuple[int, int]]] = {}
        for number, (key, text) in enumerate(candidates):
            words = _words(text)
            self._keys.append(key)
            self._words.append(words)
            for word, count in Counter(words).items():
                self._holding.setdefault(word, []).append((number, count))

    def closest(self, text: str) -> Key | None:
        """Whose text is most like this one, the first of equals; None where none is like it."""
        words = _words(text)
        shared: Counter[int] = Counter()
        for word, count in Counter(words).items():
            for number, there in self._holding.get(word, ()):
                shared[number] += min(count, there)
        bounds = ((2 * both / (len(words) + len(self._words[number])), number) for number, both in shared.items())
        likely = sorted((bound for bound in bounds if bound[0] >= LEAST_LIKE), key=lambda one: (-one[0], one[1]))
        compared = [(_ratio(self._words[number], words), -number) for _bound, number in likely[:MOST_COMPARED]]
        highest, number = max(compared, default=(0.0, 0))
        return self._keys[-number] if highest >= LEAST_LIKE else None


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
