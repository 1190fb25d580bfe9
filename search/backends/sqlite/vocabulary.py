"""The lexicon of an index file."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence

from search.backends.sqlite.bits import from_slots, slots_of
from search.backends.sqlite.opened import Snapshot
from search.document_kinds import SERVICES
from search.lexicon import EMPTY, Lexicon, Statistics, Suggestion, Term
from search.record import FIELDS, decode

_MOST_NAMES = 400  # names looked at for one suggestion; the popular first


class FileLexicon(Lexicon):
    """Reads one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._connection: sqlite3.Connection = snapshot.connection

    def statistics(self) -> Statistics:
        """Of every slot, dead ones too: like the counts of words, which are never taken back before a rebuild."""
        documents = self._snapshot.last + 1
        if not documents:
            return EMPTY
        totals = dict(self._connection.execute("SELECT field, total FROM lengths"))
        return Statistics(documents, tuple(max(1.0, totals.get(name, 0) / documents) for name in FIELDS))

    def terms(self, words: Collection[str]) -> Mapping[str, Term]:
        """The known ones among folded words."""
        rows = self._in("SELECT term, frequency, named, shown FROM terms WHERE term IN", list(words))
        return {term: Term(frequency, named, shown) for term, frequency, named, shown in rows}

    def beginning(self, letters: str, *, limit: int) -> Mapping[str, Term]:
        """The words of names that begin with these letters and are longer; those of most names first."""
        rows = self._connection.execute(
            "SELECT term, frequency, named, shown FROM terms WHERE term > ? AND term < ? AND named > 0"
            " ORDER BY named DESC, term LIMIT ?",
            (letters, letters + "{", limit),  # "{" stands behind every letter and digit
        )
        return {term: Term(frequency, named, shown) for term, frequency, named, shown in rows}

    def pairs(self, pairs: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], tuple[int, str]]:
        """Pairs of words that stand side by side in names."""
        asked = {" ".join(pair): pair for pair in pairs}
        rows = self._in("SELECT pair, named, shown FROM pairs WHERE pair IN", list(asked))
        return {asked[pair]: (named, shown) for pair, named, shown in rows}

    def labels(self, facets: Collection[str], locale: str) -> Mapping[tuple[str, str], str]:
        """(facet, value) → how people read it; in Vietnamese where that language has no words for it."""
        every = self._snapshot.labels(locale)
        return {key: label for key, label in every.items() if key[0] in facets}

    def suggestions(
        self, lines: Sequence[Sequence[str]], *, scope: Mapping[str, tuple[str, ...]], limit: int
    ) -> Sequence[Suggestion]:
        """Names in which the words of one of the lines stand side by side, the last one perhaps unfinished."""
        typed = tuple(" ".join(words) for words in lines)
        wanted = " OR ".join(f'"{line}"*' for line in typed)
        rows = self._connection.execute("SELECT rowid FROM names WHERE names MATCH ?", (wanted,))
        bits = from_slots((slot for (slot,) in rows), self._snapshot.last + 1) & self._snapshot.live
        for name, values in scope.items():
            accepted = 0
            for value in values:
                accepted |= self._snapshot.facet(name, value)
            bits &= accepted
        order, keys = self._snapshot.order()
        first = sorted(slots_of(bits), key=lambda slot: (-order[slot], keys[slot]))[:_MOST_NAMES]
        return self._ordered(first, typed, limit)

    def _ordered(self, slots: list[int], typed: tuple[str, ...], limit: int) -> list[Suggestion]:
        marks = ", ".join(["?"] * len(slots))
        rows = self._connection.execute(f"SELECT key, record FROM docs WHERE slot IN ({marks})", slots)  # noqa: S608
        found = []
        for key, text in rows:
            record = decode(text)
            names = (" ".join(record.folded[0].split()), " ".join(record.folded[1].split()))
            begins = any(part.strip().startswith(typed) for name in names for part in name.split(" _ "))
            rank = (record.document_type not in SERVICES, not begins, -record.popularity, len(record.title), key)
            found.append((rank, Suggestion(key, record.title, record.document_type, record.content_id)))
        # A section and a unit of one name are one line to the reader: the first of them.
        by_title = {suggestion.title: suggestion for _, suggestion in sorted(found, reverse=True)}
        first = [suggestion for _, suggestion in sorted(found) if by_title[suggestion.title] is suggestion]
        return first[:limit]

    def _in(self, sql: str, values: list[str]) -> list[tuple]:  # type: ignore[type-arg]
        if not values:
            return []
        marks = ", ".join(["?"] * len(values))
        return self._connection.execute(f"{sql} ({marks})", values).fetchall()
