"""Synonyms as they are applied: at query time, longest match first, and only where typed accents agree."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from search.text.syllables import agrees
from search.text.tokens import words_of

TWO_WAY, ONE_WAY, ENGLISH = "eq", "ow", "en"
# In a term, up to so many words may stand in its place: `bán … đất` is met in `bán cho con miếng đất`.
GAP = "…"
_WIDEST_GAP = 3


@dataclass(frozen=True, kw_only=True)
class Synonym:
    """An entry of the table. eq: each stands for the others. ow, en: a term also searches the expansions."""

    terms: tuple[str, ...]
    kind: str
    expands_to: tuple[str, ...]


class Expansion(NamedTuple):
    """Words that may stand in the place of the typed words start…end."""

    start: int
    end: int
    words: tuple[str, ...]  # folded


class _Entry(NamedTuple):
    """A term: its words, GAP where a few others may stand between."""

    folded: tuple[str, ...]
    exact: tuple[str, ...]
    others: tuple[tuple[str, ...], ...]

    @property
    def has_gap(self) -> bool:
        """Whether other words may stand inside it: then what they mean counts too."""
        return GAP in self.folded


class Thesaurus:
    """All synonyms, looked up by their first word."""

    def __init__(self, synonyms: Iterable[Synonym]) -> None:
        others: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[tuple[str, ...], None]] = {}
        for synonym in synonyms:
            terms = [_words(text) for text in synonym.terms]
            expansions = [_words(text) for text in synonym.expands_to]
            keys = terms + expansions if synonym.kind == TWO_WAY else terms
            for key in keys:
                given = terms + expansions if synonym.kind == TWO_WAY else expansions
                found = others.setdefault(key, {})
                found.update((folded, None) for folded, _ in given if folded and folded != key[0] and GAP not in folded)
        self._by_first: dict[str, list[_Entry]] = {}
        for (folded, exact), found in others.items():
            if folded and found:
                self._by_first.setdefault(folded[0], []).append(_Entry(folded, exact, tuple(found)))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry.folded))
        self.words = frozenset(
            word for entries in self._by_first.values() for entry in entries for word in entry.folded
        )

    def expansions(self, folded: Sequence[str], exact: Sequence[str]) -> Iterator[Expansion]:
        """What else the words may be called: every match that does not lie inside a longer one without a gap."""
        matches = [
            (start, end, entry) for start in range(len(folded)) for end, entry in self._matches(folded, exact, start)
        ]
        spans = {(start, end) for start, end, entry in matches if not entry.has_gap}
        for start, end, entry in matches:
            if not any((a, b) != (start, end) and a <= start and end <= b for a, b in spans):
                for words in entry.others:
                    yield Expansion(start, end, words)

    def _matches(self, folded: Sequence[str], exact: Sequence[str], start: int) -> Iterator[tuple[int, _Entry]]:
        longest = 0
        for entry in self._by_first.get(folded[start], ()):
            if len(entry.folded) < longest and not entry.has_gap:
                continue
            end = _end(entry, folded, exact, start)
            if end:
                longest = max(longest, 0 if entry.has_gap else len(entry.folded))
                yield end, entry


def _end(entry: _Entry, folded: Sequence[str], exact: Sequence[str], place: int) -> int:
    """Where the term that begins here ends; 0 where it does not stand."""
    gap = 0
    for word, marked in zip(entry.folded, entry.exact, strict=True):
        if word == GAP:
            gap = _WIDEST_GAP
            continue
        last = min(place + gap, len(folded) - 1)
        while place <= last and not (folded[place] == word and agrees(exact[place], marked)):
            place += 1
        if place > last:
            return 0
        place, gap = place + 1, 0
    return place


def _words(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(folded, exact) with GAP where the text has one between two words."""
    folded: list[str] = []
    exact: list[str] = []
    for part in text.split(GAP):
        plain, marked = words_of(part)
        if plain and folded:
            folded.append(GAP)
            exact.append(GAP)
        folded += plain
        exact += marked
    return tuple(folded), tuple(exact)
