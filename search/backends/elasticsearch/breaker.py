"""Leaving alone a server that does not answer, so that only one reader in a while waits for it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from search.backends.base import BackendAway

FIRST_REST = 1.0  # seconds
LONGEST_REST = 10.0


class Breaker:
    """Shared by all threads of a process.

    After a failure everybody is refused at once for a second, then two, four … at most ten; after each rest one
    reader tries, while the others are still refused. The first success ends it.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_until = 0.0
        self._problem = ""

    def _enter(self) -> None:
        with self._lock:
            if not self._failures:
                return
            now = self._clock()
            if now < self._closed_until:
                raise BackendAway(f"left alone after: {self._problem}")
            # This reader tries; should it never come back, the next one may after the same rest.
            self._closed_until = now + self._rest()

    def _rest(self) -> float:
        return float(min(FIRST_REST * 2 ** (self._failures - 1), LONGEST_REST))

    def _fail(self, problem: str) -> None:
        with self._lock:
            self._failures += 1
            self._problem = problem
            self._closed_until = self._clock() + self._rest()

    def _succeed(self) -> None:
        if self._failures:  # read without the lock: the usual case costs nothing
            with self._lock:
                self._failures = 0

    @contextmanager
    def watching(self, *, forgives: type[BackendAway]) -> Iterator[None]:
        """Run a question; BackendAway from inside counts as a failure, unless it is of the forgiven kind."""
        self._enter()
        try:
            yield
        except forgives:
            raise
        except BackendAway as away:
            self._fail(str(away))
            raise
        self._succeed()
