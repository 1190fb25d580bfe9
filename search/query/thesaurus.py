"""Synonyms as they are applied: at query time, longest match first, and only where typed accents agree."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from search.text.syllables import agrees
from search.text.tokens import words_of

TWO_WAY, ONE_WAY, ENGLISH = "eq", "ow", "en"


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
    folded: tuple[str, ...]
    exact: tuple[str, ...]
    others: tuple[tuple[str, ...], ...]


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
                found.update((folded, None) for folded, _ in given if folded and folded != key[0])
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
        """What else the words may be called: every match that does not lie inside a longer one."""
        matches = [
            (start, start + len(entry.folded), entry)
            for start in range(len(folded))
            for entry in self._matches(folded, exact, start)
        ]
        spans = {(start, end) for start, end, _ in matches}
        for start, end, entry in matches:
            if not any((a, b) != (start, end) and a <= start and end <= b for a, b in spans):
                for words in entry.others:
                    yield Expansion(start, end, words)

    def _matches(self, folded: Sequence[str], exact: Sequence[str], start: int) -> Iterator[_Entry]:
        longest = 0
        for entry in self._by_first.get(folded[start], ()):
            end = start + len(entry.folded)
            if len(entry.folded) < longest:
                return
            if tuple(folded[start:end]) == entry.folded and all(map(agrees, exact[start:end], entry.exact)):
                longest = len(entry.folded)
                yield entry


def _words(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    folded, exact = words_of(text)
    return tuple(folded), tuple(exact)
