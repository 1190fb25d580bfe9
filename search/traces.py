"""On how many days something was asked, without what it was: keyed digests in a file of this machine.

Not in the database of contents: it is written every minute and may be lost (ADR 0189).
"""

import datetime
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac

Key = tuple[str, str, str]  # site, language, question
FILE = "questions.sqlite3"
COMMON_AFTER = 5  # different days
KEPT = datetime.timedelta(days=90)  # since it was asked last
MOST = 50_000
_TABLE = "CREATE TABLE IF NOT EXISTS traces (digest BLOB PRIMARY KEY, days INTEGER, last INTEGER) WITHOUT ROWID"
_ADD = (
    "INSERT INTO traces (digest, days, last) VALUES (?1, 1, ?2) ON CONFLICT (digest)"
    " DO UPDATE SET days = days + (excluded.last > last), last = MAX(last, excluded.last)"
)
_OVERFLOW = (
    "DELETE FROM traces WHERE digest IN (SELECT digest FROM traces ORDER BY days, last"
    " LIMIT MAX(0, (SELECT COUNT(*) FROM traces) - ?))"
)
_AT_ONCE = 500


def note_asked(keys: Iterable[Key], *, on: datetime.date) -> None:
    """Remember that these were asked on a day. Of too many, those asked on the fewest days are forgotten."""
    with _opened() as connection, connection:
        connection.execute("DELETE FROM traces WHERE last < ?", ((on - KEPT).toordinal(),))
        connection.executemany(_ADD, [(_digest(key), on.toordinal()) for key in keys])
        connection.execute(_OVERFLOW, (MOST,))


def common_of(keys: Iterable[Key]) -> set[Key]:
    """Those that were asked on so many days that they say nothing about one person."""
    found: set[Key] = set()
    by_digest = {_digest(key): key for key in keys}
    digests = list(by_digest)
    with _opened() as connection:
        for start in range(0, len(digests), _AT_ONCE):
            batch = digests[start : start + _AT_ONCE]
            marks = ", ".join(["?"] * len(batch))
            sql = f"SELECT digest FROM traces WHERE days >= ? AND digest IN ({marks})"  # noqa: S608
            found.update(by_digest[digest] for (digest,) in connection.execute(sql, (COMMON_AFTER, *batch)))
    return found


def forget(keys: Iterable[Key] | None = None) -> None:
    """Forget these, or everything."""
    if keys is None:
        for ending in ("", "-journal"):
            Path(f"{_path()}{ending}").unlink(missing_ok=True)
        return
    with _opened() as connection, connection:
        connection.executemany("DELETE FROM traces WHERE digest = ?", [(_digest(key),) for key in keys])


def _digest(key: Key) -> bytes:
    # With the product's own key: without it a list of names proves nothing.
    return salted_hmac("search.traces", "\0".join(key), algorithm="sha256").digest()[:16]


def _path() -> Path:
    return Path(settings.SEARCH_DIR) / FILE


@contextmanager
def _opened() -> Iterator[sqlite3.Connection]:
    """The file; one that is ruined begins anew, for nothing in it must be kept."""
    _path().parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = _connected()
    except sqlite3.DatabaseError as ruined:
        if isinstance(ruined, sqlite3.OperationalError):
            raise  # busy, or no room
        forget()
        connection = _connected()
    with closing(connection):
        yield connection


def _connected() -> sqlite3.Connection:
    connection = sqlite3.connect(_path(), timeout=10)
    try:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(_TABLE)
    except BaseException:
        connection.close()
        raise
    return connection
