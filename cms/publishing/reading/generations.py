"""The store's generation, and what a process may remember until the next one."""

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from django.db import connection

from cms.publishing.models import StoreGeneration
from cms.subsites.queries import forget_subsites

T = TypeVar("T")
_TABLE = StoreGeneration._meta.db_table
# As columns of another read, so that an answer and its generation come from one moment.
GENERATION_SQL = f"COALESCE((SELECT value FROM {_TABLE} WHERE id = 1), 0)"
CHANGED_SQL = f"(SELECT changed_at FROM {_TABLE} WHERE id = 1)"

_UNKNOWN = -1
_REMEMBERED = 1024


class _Memory:
    """Values with the generation they are true for; the oldest question is dropped first."""

    def __init__(self) -> None:
        self._values: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, key: Hashable) -> tuple[int, Any]:
        return self._values.get(key, (_UNKNOWN, None))

    def keep(self, key: Hashable, generation: int, value: Any) -> None:
        with self._lock:
            self._values[key] = (generation, value)
            self._values.move_to_end(key)
            while len(self._values) > _REMEMBERED:
                self._values.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._values.clear()


memory = _Memory()


def generation() -> tuple[int, datetime.datetime | None]:
    """The number of the store's present state and when it came about; one query."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT value, changed_at FROM {_TABLE} WHERE id = 1")
        row = cursor.fetchone()
    return (row[0], moment_from(row[1])) if row else (0, None)


def of_generation(key: Hashable, read: Callable[[], T]) -> tuple[T, datetime.datetime | None]:
    """What `read` gives, remembered until the store changes, and when the store last changed."""
    now, changed_at = generation()
    known, value = memory.recall(key)
    if known != now:
        value = read()
        memory.keep(key, now, value)
    return cast(T, value), changed_at


def moment_from(value: Any) -> datetime.datetime | None:
    """A time as a raw read gives it (text or naive UTC on SQLite), as an aware moment."""
    if isinstance(value, str):
        value = datetime.datetime.fromisoformat(value)
    if isinstance(value, datetime.datetime) and value.tzinfo is None:
        return value.replace(tzinfo=datetime.UTC)
    return cast(datetime.datetime | None, value)


def forget() -> None:
    """Drop all that this process remembers of the store and the sites: for tests and after a restore."""
    memory.clear()
    forget_subsites()
