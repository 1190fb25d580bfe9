"""Writing an index file: single documents while it is read, and whole generations apart."""

import datetime
import os
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from search.backends.base import IndexWriter
from search.backends.sqlite.bits import from_slots
from search.backends.sqlite.opened import connect, facet_rows, rank_of
from search.backends.sqlite.schema import LEVELS, create
from search.document_kinds import SUGGESTED
from search.documents import GAP, Gone, IndexDocument
from search.record import FIELDS, Record, decode, texts_of

_INSERT_DOC = "INSERT INTO docs (slot, key, version, live, popularity, published, record) VALUES (?, ?, ?, 1, ?, ?, ?)"
_INSERT_TEXT = "INSERT INTO texts (rowid, head, meta, body) VALUES (?, ?, ?, ?)"
_INSERT_NAME = "INSERT INTO names (rowid, name) VALUES (?, ?)"
_INSERT_FACET = "INSERT INTO facets (name, value, slot) VALUES (?, ?, ?)"
_ADD_TERM = (
    "INSERT INTO terms (term, frequency, named, shown) VALUES (?, ?, ?, ?) ON CONFLICT (term) DO UPDATE SET"
    " frequency = frequency + excluded.frequency, named = named + excluded.named,"
    " shown = CASE shown WHEN '' THEN excluded.shown ELSE shown END"
)
_ADD_PAIR = (
    "INSERT INTO pairs (pair, named, shown) VALUES (?, ?, ?)"
    " ON CONFLICT (pair) DO UPDATE SET named = named + excluded.named"
)
_ADD_LENGTH = (
    "INSERT INTO lengths (field, total) VALUES (?, ?) ON CONFLICT (field) DO UPDATE SET total = total + excluded.total"
)
_ADD_LABEL = (
    "INSERT INTO labels (name, value, locale, label) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (name, value, locale) DO UPDATE SET label = excluded.label"
)
_AT_ONCE = 500
_COMMON = 8  # one document in so many holds the word


class Counted:
    """What documents teach about words: written with them, so that it is never out of step."""

    def __init__(self) -> None:
        self._frequency: Counter[str] = Counter()
        self._named: Counter[str] = Counter()
        self._shown: dict[str, Counter[str]] = {}
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._pairs_shown: dict[tuple[str, str], str] = {}
        self._lengths: Counter[str] = Counter()
        self._labels: dict[tuple[str, str, str], str] = {}

    def learn(self, document: IndexDocument, record: Record) -> None:
        """Count the words of a document."""
        named = set(document.head.split())
        named.update(document.meta.split())
        named.discard(GAP)
        self._named.update(named)
        named.update(document.body.split())
        named.discard(GAP)
        self._frequency.update(named)
        for locale, facets in document.labels.items():
            for name, labels in facets.items():
                self._labels.update(((name, value, locale), label) for value, label in labels.items())
        for name, text in zip(FIELDS, record.folded, strict=True):
            self._lengths[name] += text.count("  ") + 1 if text else 0
        for place in (0, 1):  # names, and what people call them
            self._learn_names(record.folded[place], record.exact[place])
        if record.exact[2]:
            self._learn_shown(record.folded[3].split(), record.exact[2].split())

    def _learn_names(self, folded: str, exact: str) -> None:
        for plain, marked in zip(texts_of(folded), texts_of(exact), strict=True):
            self._learn_shown(plain, marked)
            for place in range(len(plain) - 1):
                pair = (plain[place], plain[place + 1])
                self._pairs[pair] += 1
                self._pairs_shown.setdefault(pair, f"{marked[place]} {marked[place + 1]}")

    def _learn_shown(self, folded: Sequence[str], exact: Sequence[str]) -> None:
        for plain, marked in zip(folded, exact, strict=False):
            self._shown.setdefault(plain, Counter())[marked] += 1

    def write(self, connection: sqlite3.Connection) -> None:
        """Add what was learnt to the file."""
        connection.executemany(_ADD_TERM, sorted(self._terms()))
        connection.executemany(
            _ADD_PAIR,
            sorted((" ".join(pair), count, self._pairs_shown[pair]) for pair, count in self._pairs.items()),
        )
        connection.executemany(_ADD_LENGTH, sorted(self._lengths.items()))
        connection.executemany(_ADD_LABEL, [(*key, label) for key, label in sorted(self._labels.items())])

    def _terms(self) -> Iterator[tuple[str, int, int, str]]:
        for term, frequency in self._frequency.items():
            shown = self._shown.get(term)
            best = max(shown, key=lambda form: (shown[form], form)) if shown else ""
            yield term, frequency, self._named[term], best


def put(connection: sqlite3.Connection, documents: Sequence[IndexDocument]) -> None:
    """Add or replace documents, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        counted = Counted()
        for document in documents:
            if _is_overtaken(connection, document.key, document.version):
                continue
            _bury(connection, document.key)
            slot = connection.execute("SELECT COALESCE(MAX(slot), -1) + 1 FROM docs").fetchone()[0]
            record = decode(document.record)
            _insert(connection, slot, document, record)
            connection.executemany(_INSERT_FACET, facet_rows(slot, document.facets))
            counted.learn(document, record)
        counted.write(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def remove(connection: sqlite3.Connection, gone: Sequence[Gone]) -> None:
    """Take documents out, in one transaction; remembers the version, so that an older one never comes back."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for item in gone:
            if _is_overtaken(connection, item.key, item.version):
                continue
            _bury(connection, item.key)
            connection.execute(
                "INSERT INTO gone (key, version) VALUES (?1, ?2)"
                " ON CONFLICT (key) DO UPDATE SET version = MAX(version, ?2)",
                (item.key, item.version),
            )
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _is_overtaken(connection: sqlite3.Connection, key: int, version: int) -> bool:
    return bool(
        connection.execute(
            "SELECT EXISTS (SELECT 1 FROM docs WHERE key = ?1 AND live = 1 AND version > ?2)"
            " OR EXISTS (SELECT 1 FROM gone WHERE key = ?1 AND version > ?2)",
            (key, version),
        ).fetchone()[0]
    )


def _bury(connection: sqlite3.Connection, key: int) -> None:
    row = connection.execute("SELECT slot FROM docs WHERE key = ? AND live = 1", (key,)).fetchone()
    if row is not None:
        # Its record goes: nothing withdrawn stays readable in the file. The slot itself is never used again.
        connection.execute("UPDATE docs SET live = 0, record = '' WHERE slot = ?", row)
        connection.execute("INSERT INTO dead (slot) VALUES (?)", row)


def _insert(connection: sqlite3.Connection, slot: int, document: IndexDocument, record: Record) -> None:
    connection.execute(_INSERT_DOC, _doc_row(slot, document))
    connection.execute(_INSERT_TEXT, (slot, document.head, document.meta, document.body))
    if record.document_type in SUGGESTED:
        connection.execute(_INSERT_NAME, (slot, _names_of(record)))


def _doc_row(slot: int, document: IndexDocument) -> tuple[int, int, int, int, int, str]:
    return slot, document.key, document.version, document.popularity, max(0, document.published), document.record


def _names_of(record: Record) -> str:
    return " ".join(f"{record.folded[0]} {GAP} {record.folded[1]} {GAP} {record.folded[2]}".split())


class FileWriter(IndexWriter):
    """A new index file. Nothing is safe in it until `finish`; nobody reads it before."""

    def __init__(self, path: Path, *, signature: str, at: datetime.datetime) -> None:
        self.path = path
        path.touch()
        self._connection = connect(path, read_only=False)
        self._connection.execute("PRAGMA journal_mode=OFF")
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.execute("PRAGMA cache_size=-64000")
        create(self._connection)
        self._connection.execute("BEGIN")
        self._counted = Counted()
        self._slots: dict[int, tuple[int, int]] = {}  # key → slot, version
        self._facets: dict[tuple[str, str], list[int]] = {}
        self._dead: set[int] = set()
        self._ranks, self._keys = array("q"), array("q")  # by slot
        self._next = 0
        self._meta = {"signature": signature, "built_at": at.isoformat()}

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """Add documents; of two with one key the greater version stays."""
        batch: list[IndexDocument] = []
        for document in documents:
            batch.append(document)
            if len(batch) >= _AT_ONCE:
                self._add(batch)
                batch = []
        self._add(batch)

    def _add(self, documents: Sequence[IndexDocument]) -> None:
        docs, texts, names = [], [], []
        for document in documents:
            former = self._slots.get(document.key)
            if former is not None:
                if former[1] > document.version:
                    continue
                self._dead.add(former[0])
            slot = self._next
            self._next += 1
            self._slots[document.key] = (slot, document.version)
            record = decode(document.record)
            self._counted.learn(document, record)
            docs.append(_doc_row(slot, document))
            self._ranks.append(rank_of(document.popularity, max(0, document.published)))
            self._keys.append(document.key)
            texts.append((slot, document.head, document.meta, document.body))
            if record.document_type in SUGGESTED:
                names.append((slot, _names_of(record)))
            for name, value, _slot in facet_rows(slot, document.facets):
                self._facets.setdefault((name, value), []).append(slot)
            if former is not None:
                # Inside one generation a document replaced is rare: its row goes before the new one comes.
                self._connection.execute("UPDATE docs SET live = 0, record = '' WHERE slot = ?", (former[0],))
                docs, texts, names = self._flushed(docs, texts, names)
        self._flushed(docs, texts, names)

    def _flushed(self, docs: list, texts: list, names: list) -> tuple[list, list, list]:  # type: ignore[type-arg]
        self._connection.executemany(_INSERT_DOC, docs)
        self._connection.executemany(_INSERT_TEXT, texts)
        self._connection.executemany(_INSERT_NAME, names)
        return [], [], []

    def finish(self) -> None:
        """Write what was counted, and make the file whole."""
        connection = self._connection
        self._counted.write(connection)
        connection.executemany("INSERT INTO dead (slot) VALUES (?)", [(slot,) for slot in sorted(self._dead)])
        connection.executemany(
            "INSERT INTO facet_values (name, value, upto, bits) VALUES (?, ?, ?, ?)", list(self._facet_values())
        )
        connection.execute(
            "INSERT INTO slot_order (ranks, keys) VALUES (?, ?)", (self._ranks.tobytes(), self._keys.tobytes())
        )
        connection.executemany("INSERT INTO meta (name, value) VALUES (?, ?)", sorted(self._meta.items()))
        connection.execute("COMMIT")
        connection.execute("INSERT INTO texts (texts) VALUES ('optimize')")
        connection.execute("INSERT INTO names (names) VALUES ('optimize')")
        self._write_word_sets()
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.close()

    def _write_word_sets(self) -> None:
        """Which documents hold a common word: reading that from its places takes as long as all else of a question."""
        connection = self._connection
        common = connection.execute("SELECT term FROM terms WHERE frequency * ? >= ?", (_COMMON, self._next)).fetchall()
        connection.execute("BEGIN")
        for (word,) in common:
            for level in LEVELS:
                found = connection.execute("SELECT rowid FROM texts WHERE texts MATCH ?", (f'{level} : "{word}"',))
                bits = from_slots((slot for (slot,) in found), self._next)
                connection.execute(
                    "INSERT INTO word_sets (level, word, upto, bits) VALUES (?, ?, ?, ?)",
                    (level, word, self._next - 1, self._bytes(bits)),
                )
        connection.execute("COMMIT")

    def _bytes(self, bits: int) -> bytes:
        return bits.to_bytes((self._next >> 3) + 1, "little")

    def _facet_values(self) -> Iterator[tuple[str, str, int, bytes]]:
        for (name, value), slots in sorted(self._facets.items()):
            yield name, value, self._next - 1, self._bytes(from_slots(slots, self._next))

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._connection.close()
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(os.fspath(self.path) + suffix).unlink(missing_ok=True)
