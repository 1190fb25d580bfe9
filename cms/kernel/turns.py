"""Long work of many short transactions, which lets others write in between.

SQLite keeps no queue of writers: whoever finds the lock taken looks again after pauses that grow to 100 ms. Work whose
next transaction begins at once is nearly always there first, and another writer waited 38 s beside an import whose
every transaction took 30 ms (ADR 0230). A server with locks of rows needs none of this.
"""

import threading
import time
from collections.abc import Callable, Iterator
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection

P = ParamSpec("P")
T = TypeVar("T")

# Between two rests: how long others may find the lock taken. The rest: longer than the longest pause of who waits.
WORK_SECONDS = 0.5
REST_SECONDS = 0.12


class _Stretch:
    """How long the loops of this process have worked without a rest. They rest together.

    A worker has many, each in a thread: while one rested alone, the others kept the lock.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loops = 0
        self._began = self._rest_ends = 0.0

    def begin(self) -> None:
        """A loop begins; the first one begins the stretch."""
        with self._lock:
            if not self._loops:
                self._began = time.monotonic()
            self._loops += 1

    def end(self) -> None:
        """A loop is done, or nobody asks it for more."""
        with self._lock:
            self._loops -= 1

    def rest(self) -> None:
        """Wait while the loops rest, which they begin to when they have worked for long enough.

        Whoever comes while others rest has just let go of the lock: the rest begins anew, once for each loop.
        """
        with self._lock:
            now = time.monotonic()
            if now < self._rest_ends or now - self._began >= WORK_SECONDS:
                self._began = self._rest_ends = now + REST_SECONDS
        while (left := self._rest_ends - time.monotonic()) > 0:
            time.sleep(left)


_stretch = _Stretch()


def taking_turns(steps: Callable[P, Iterator[T]]) -> Callable[P, Iterator[T]]:
    """Rest between the steps of a generator whose every step is a transaction that has ended when it yields.

    It rests when the next step is asked for, so whoever stops asking has not waited. Inside a transaction of the
    caller it never does: the lock would be held all the same.
    """

    @wraps(steps)
    def taken(*args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
        _stretch.begin()
        try:
            for step in steps(*args, **kwargs):
                yield step
                if _others_wait():
                    _stretch.rest()
        finally:
            _stretch.end()

    return taken


def _others_wait() -> bool:
    return connection.vendor == "sqlite" and not connection.in_atomic_block
