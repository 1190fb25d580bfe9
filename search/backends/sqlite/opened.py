"""An index file opened for reading: a connection a thread, and sets of documents that processes remember."""

import sqlite3
import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from search.backends.sqlite.bits import from_slots

_REMEMBERED_BYTES = 32 * 1024 * 1024
_ORDER_SHIFT = 40  # seconds since 1970 stay below


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection to an index file; in autocommit, so that transactions are where they are written."""
    # Not mode=ro: a reader must be able to make the shared-memory file of the log when it is the first to come.
    connection = sqlite3.connect(
        f"file:{path}?mode=rw", uri=True, timeout=10, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA mmap_size=268435456")
    connection.execute("PRAGMA cache_size=-8000")
    connection.execute("PRAGMA synchronous=NORMAL")
    if read_only:
        connection.execute("PRAGMA query_only=1")
    return connection


class Snapshot:
    """One moment of the index: what was committed when it was taken."""

    def __init__(self, opened: "OpenedIndex", connection: sqlite3.Connection) -> None:
        self._opened = opened
        self.connection = connection
        self.last: int = connection.execute("SELECT COALESCE(MAX(slot), -1) FROM docs").fetchone()[0]
        self._everything: int = (1 << (self.last + 1)) - 1
        self.live: int = self._everything & ~opened.dead(connection)

    def holding(self, level: str, phrase: Sequence[str]) -> int:
        """The documents in whose level the tokens stand side by side; dead ones too."""
        quoted = " ".join(phrase).replace('"', '""')
        wanted = f'{level} : "{quoted}"'
        return self._grown(
            ("text", wanted),
            "SELECT rowid FROM texts WHERE texts MATCH ? AND rowid > ?",
            (wanted,),
            ("SELECT upto, bits FROM word_sets WHERE level = ? AND word = ?", (level, *phrase))
            if len(phrase) == 1
            else None,
        )

    def facet(self, name: str, value: str) -> int:
        """The documents with a value; dead ones too."""
        return self._grown(
            ("facet", name, value),
            "SELECT slot FROM facets WHERE name = ? AND value = ? AND slot > ?",
            (name, value),
            ("SELECT upto, bits FROM facet_values WHERE name = ? AND value = ?", (name, value)),
        )

    def values(self, name: str) -> list[str]:
        """Every value a facet ever had in this file."""
        rows = self.connection.execute(
            "SELECT value FROM facet_values WHERE name = ?1 UNION SELECT DISTINCT value FROM facets WHERE name = ?1",
            (name,),
        )
        return [value for (value,) in rows]

    def labels(self, locale: str) -> Mapping[tuple[str, str], str]:
        """(facet, value) → label in a language, else in Vietnamese."""
        return self._opened.labels(self.connection, locale, self.last)

    def order(self) -> tuple["array[int]", "array[int]"]:
        """By slot: popularity and time of publication in one number, and the key."""
        return self._opened.order(self.connection, self.last)

    def _grown(
        self,
        key: tuple[str, ...],
        sql: str,
        params: tuple[str, ...],
        stored: tuple[str, tuple[str, ...]] | None,
    ) -> int:
        """A remembered set, lengthened by what came since; slots never change their documents.

        stored: a query for the set as it was when the file was built, where it may have been written down.
        """
        upto, bits = self._opened.recall(key)
        if upto < 0 and stored and (row := self.connection.execute(*stored).fetchone()):
            upto, bits = row[0], int.from_bytes(row[1], "little")
            self._opened.keep(key, upto, bits)
        if upto < self.last:
            found = list(chain.from_iterable(self.connection.execute(sql, (*params, upto))))
            if found:
                bits |= from_slots(found, found[-1] + 1) if len(found) > 8 else sum(1 << slot for slot in found)
            self._opened.keep(key, self.last, bits)
        return bits & self._everything


class OpenedIndex:
    """One generation of the index as this process sees it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, ...], tuple[int, int]] = OrderedDict()
        self._size = 0
        self._labels: dict[str, tuple[int, dict[tuple[str, str], str]]] = {}
        self._dead = (0, 0)
        self._order = array("q")
        self._keys = array("q")

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """One moment of it, for as long as the block runs."""
        connection = self._connection()
        connection.execute("BEGIN")
        try:
            yield Snapshot(self, connection)
        finally:
            connection.execute("ROLLBACK")

    def recall(self, key: tuple[str, ...]) -> tuple[int, int]:
        """(last slot it is true up to, the set); (-1, 0) for one not known."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return -1, 0
            self._kept.move_to_end(key)
            return found

    def keep(self, key: tuple[str, ...], upto: int, bits: int) -> None:
        """Remember a set; the ones not asked for longest are forgotten."""
        with self._lock:
            former = self._kept.get(key)
            if former is not None and former[0] >= upto:
                return
            self._kept[key] = (upto, bits)
            self._size += _size_of(bits) - (_size_of(former[1]) if former else 0)
            while self._size > _REMEMBERED_BYTES:
                _, (_, dropped) = self._kept.popitem(last=False)
                self._size -= _size_of(dropped)

    def labels(self, connection: sqlite3.Connection, locale: str, last: int) -> Mapping[tuple[str, str], str]:
        """See Snapshot.labels. Read again after the next document: nothing changes without one."""
        upto, labels = self._labels.get(locale, (-1, {}))
        if upto != last:
            rows = connection.execute(
                "SELECT name, value, label FROM labels WHERE locale IN (?1, 'vi') ORDER BY locale = ?1", (locale,)
            )
            labels = {(name, value): label for name, value, label in rows}
            self._labels[locale] = (last, labels)
        return labels

    def dead(self, connection: sqlite3.Connection) -> int:
        """The slots of replaced documents at a connection's moment; only those that came since are read."""
        newest = connection.execute("SELECT COALESCE(MAX(id), 0) FROM dead").fetchone()[0]
        upto, bits = self._dead
        if newest < upto:  # of another thread's later moment
            upto, bits = 0, 0
        if newest > upto:
            slots = [slot for (slot,) in connection.execute("SELECT slot FROM dead WHERE id > ?", (upto,))]
            bits |= from_slots(slots, max(slots) + 1)
            if newest > self._dead[0]:
                self._dead = (newest, bits)
        return bits

    def order(self, connection: sqlite3.Connection, last: int) -> tuple["array[int]", "array[int]"]:
        """See Snapshot.order."""
        with self._lock:
            if not self._order and (stored := connection.execute("SELECT ranks, keys FROM slot_order").fetchone()):
                self._order.frombytes(stored[0])
                self._keys.frombytes(stored[1])
            have = len(self._order)
            if have <= last:
                rows = connection.execute(
                    "SELECT slot, popularity, published, key FROM docs WHERE slot >= ? ORDER BY slot", (have,)
                )
                for slot, popularity, published, key in rows:
                    while len(self._order) <= slot:
                        self._order.append(0)
                        self._keys.append(0)
                    self._order[slot] = rank_of(popularity, published)
                    self._keys[slot] = key
        return self._order, self._keys

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self.path, read_only=True)
            self._local.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection


def rank_of(popularity: int, published: int) -> int:
    """Popularity and time of publication as one number."""
    return popularity << _ORDER_SHIFT | published


def _size_of(bits: int) -> int:
    return 200 + (bits.bit_length() >> 3)


def facet_rows(slot: int, facets: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, int]]:
    """The rows of a document's facets, each value once."""
    for name, values in facets.items():
        for value in dict.fromkeys(values):
            yield name, value, slot
