"""The embedded engine: SQLite FTS5 in a file of its own (docs/search.md, ADR 0141)."""

import datetime
import os
import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from django.conf import settings

from cms.kernel.failpoints import failpoint
from search.backends.base import BackendAway, IndexStatus, IndexWriter, NoIndex, SearchBackend, State
from search.backends.sqlite.files import IndexDirectory
from search.backends.sqlite.finding import find
from search.backends.sqlite.opened import OpenedIndex, Snapshot, connect
from search.backends.sqlite.schema import LAYOUT
from search.backends.sqlite.vocabulary import FileLexicon
from search.backends.sqlite.writing import FileWriter, put, remove
from search.candidates import CandidateQuery, Candidates
from search.documents import Gone, IndexDocument

# SQLite's words for a file that is no index of ours: everything else may be over in a moment (busy, full, too many
# open files).
_RUINED = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class SqliteBackend(SearchBackend):
    """One file a generation; readers and one writer at a time, from any number of processes."""

    name: ClassVar[str] = "sqlite"

    def __init__(self, directory: Path | None = None) -> None:
        self._files = IndexDirectory(directory or Path(settings.SEARCH_DIR))
        self._opened: OpenedIndex | None = None
        self._stamp = (0, 0)
        self._lock = threading.Lock()

    def candidates(self, query: CandidateQuery) -> Candidates:
        """The documents worth ranking, with counts."""
        with self.snapshot() as snapshot:
            return find(snapshot, query)

    @contextmanager
    def lexicon(self) -> Iterator[FileLexicon]:
        """What is known of all documents together, at one moment."""
        with self.snapshot() as snapshot:
            yield FileLexicon(snapshot)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """One moment of the index in use; raise BackendAway where there is none."""
        with _away(), self._current().snapshot() as snapshot:
            yield snapshot

    def state(self) -> tuple[object, ...]:
        """Changes whenever any answer of this index may change; empty where there is none."""
        try:
            with self.snapshot() as snapshot:
                return (self._stamp, snapshot.last, snapshot.live.bit_count())
        except BackendAway:
            return ()

    def put(self, documents: Sequence[IndexDocument]) -> None:
        """Add or replace documents."""
        with self._writing() as connection:
            put(connection, documents)

    def remove(self, gone: Sequence[Gone]) -> None:
        """Take documents out."""
        with self._writing() as connection:
            remove(connection, gone)

    def versions(self) -> Iterator[tuple[int, int]]:
        """(key, version) of every document."""
        with self.snapshot() as snapshot:
            rows = snapshot.connection.execute("SELECT key, version FROM docs WHERE live = 1").fetchall()
        yield from rows

    def versions_of(self, keys: Collection[int]) -> dict[int, int]:
        """Key → version of those of these documents that are in the index."""
        marks = ", ".join(["?"] * len(keys))
        with self.snapshot() as snapshot:
            sql = f"SELECT key, version FROM docs WHERE live = 1 AND key IN ({marks})"  # noqa: S608
            return dict(snapshot.connection.execute(sql, list(keys)))

    @contextmanager
    def rebuilding(self, *, signature: str) -> Iterator[IndexWriter]:
        """A new file, put in the place of the old one when the block ends."""
        with _away(), self._files.lock("rebuild", waits=False):
            at = datetime.datetime.now(datetime.UTC)
            writer = FileWriter(self._files.next(), signature=signature, at=at)
            try:
                yield writer
                writer.finish()
            except BaseException:
                writer.abandon()
                raise
            failpoint("search.before_swap")
            with self._files.lock("write"):
                self._files.point_to(writer.path)
            self._files.clear(keep=writer.path)

    def status(self) -> IndexStatus:
        """How the index is; never raises."""
        try:
            if self._files.current() is None:
                raise NoIndex(_NONE)
            with self.snapshot() as snapshot:
                meta = dict(snapshot.connection.execute("SELECT name, value FROM meta"))
                path = self._current().path
                return IndexStatus(
                    engine=self.name,
                    state=State.READY,
                    documents=snapshot.live.bit_count(),
                    replaced=snapshot.last + 1 - snapshot.live.bit_count(),
                    signature=meta.get("signature", ""),
                    name=path.name,
                    built_at=datetime.datetime.fromisoformat(meta["built_at"]) if "built_at" in meta else None,
                    size_bytes=sum(os.path.getsize(f"{path}{end}") for end in ("", "-wal") if _exists(f"{path}{end}")),
                )
        except NoIndex as none:
            return IndexStatus(engine=self.name, state=State.NONE, problem=str(none))
        except BackendAway as away:
            return IndexStatus(engine=self.name, state=State.AWAY, problem=str(away))

    def close(self) -> None:
        """Let go of the file; the next use opens it again."""
        with self._lock:
            if self._opened is not None:
                self._opened.close()
            self._opened, self._stamp = None, (0, 0)

    def _current(self) -> OpenedIndex:
        stamp = self._files.stamp()
        if self._opened is None or stamp != self._stamp:
            with self._lock:
                path = self._files.current()
                if path is None:
                    raise NoIndex(_NONE)
                if self._opened is None or self._opened.path != path:
                    _check_layout(path)
                    # A thread that still reads the former one keeps it open until it is done.
                    self._opened = OpenedIndex(path)
                self._stamp = stamp
        return self._opened

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A connection for writing. The swap of a rebuild waits for it, and it for the swap."""
        with _away(), self._files.lock("write"):
            path = self._files.current()
            if path is None:
                raise NoIndex(_NONE)
            _check_layout(path)
            connection = connect(path, read_only=False)
            try:
                yield connection
            finally:
                connection.close()


_NONE = "there is no index yet: run `manage.py search_index rebuild`"


def _exists(path: str) -> bool:
    return os.path.exists(path)


@contextmanager
def _away() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        is_ruined = getattr(error, "sqlite_errorcode", -1) & 0xFF in _RUINED
        raise (NoIndex if is_ruined else BackendAway)(f"the embedded index: {error}") from error


def _check_layout(path: Path) -> None:
    """Raise NoIndex for a file whose tables this code does not know: it would be read wrongly, or not at all."""
    connection = connect(path, read_only=True)
    try:
        layout = connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()
    if layout != LAYOUT:
        raise NoIndex(f"the embedded index: {path.name} has layout {layout}, this code reads {LAYOUT}")
