"""What is known of all documents together: how rare a word is, which words stand side by side, names by prefix.

Always read from the embedded index, whichever engine finds the candidates: so they rank alike.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from search.record import FIELDS


class Statistics(NamedTuple):
    """How many documents there are, and the mean number of tokens of each of FIELDS."""

    documents: int
    lengths: tuple[float, ...]


EMPTY = Statistics(0, (1.0,) * len(FIELDS))


class Term(NamedTuple):
    """A known word. frequency: documents that hold it; named: those whose names or descriptions do."""

    frequency: int
    named: int
    shown: str  # how it is written, in exact form; "" where only bodies hold it


class Suggestion(NamedTuple):
    """A name that begins, or has a word or a code that begins, with what was typed."""

    key: int
    title: str
    document_type: str
    content_id: str


class Lexicon(ABC):
    """Answers from one moment of the index; nothing here fails when there is no index, it only knows nothing."""

    @abstractmethod
    def statistics(self) -> Statistics:
        """Of all documents."""

    @abstractmethod
    def terms(self, words: Collection[str]) -> Mapping[str, Term]:
        """The known ones among folded words."""

    @abstractmethod
    def beginning(self, letters: str, *, limit: int) -> Mapping[str, Term]:
        """The words of names that begin with these letters and are longer; those of most names first."""

    @abstractmethod
    def pairs(self, pairs: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], tuple[int, str]]:
        """Of folded words side by side in names: how many names, and how the pair is written (exact forms)."""

    @abstractmethod
    def labels(self, facets: Collection[str], locale: str) -> Mapping[tuple[str, str], str]:
        """(facet, value) → how people read it; in Vietnamese where that language has no words for it."""

    @abstractmethod
    def suggestions(
        self, lines: Sequence[Sequence[str]], *, scope: Mapping[str, tuple[str, ...]], limit: int
    ) -> Sequence[Suggestion]:
        """Names for what was typed so far: it may stand for each of these lines, whose last word may be unfinished."""


class NoLexicon(Lexicon):
    """Where there is no index: every word is new."""

    def statistics(self) -> Statistics:
        """Of nothing."""
        return EMPTY

    def terms(self, words: Collection[str]) -> Mapping[str, Term]:
        """None."""
        return {}

    def beginning(self, letters: str, *, limit: int) -> Mapping[str, Term]:
        """None."""
        return {}

    def pairs(self, pairs: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], tuple[int, str]]:
        """None."""
        return {}

    def labels(self, facets: Collection[str], locale: str) -> Mapping[tuple[str, str], str]:
        """None."""
        return {}

    def suggestions(
        self, lines: Sequence[Sequence[str]], *, scope: Mapping[str, tuple[str, ...]], limit: int
    ) -> Sequence[Suggestion]:
        """None."""
        return ()
