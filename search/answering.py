"""Which engine answers: the chosen one while it is there and up to date, the embedded one otherwise."""

import logging
import threading
import time
from typing import NamedTuple

from django.db import DatabaseError

from cms.publishing.models import Delivery
from search.backends import chosen, embedded
from search.backends.base import BackendAway
from search.candidates import CandidateQuery, Candidates

logger = logging.getLogger(__name__)

# The subscriber that keeps the index of the chosen engine, where that is not the embedded one.
SERVER_SUBSCRIBER = "search-server"
LOOK_EVERY = 1.0  # seconds


class Answer(NamedTuple):
    """Candidates, and whether the embedded engine had to stand in for the chosen one."""

    candidates: Candidates
    is_degraded: bool


def find_candidates(query: CandidateQuery) -> Answer:
    """The documents worth ranking. Raise BackendAway only when the embedded index is missing too."""
    backend = chosen()
    if backend is embedded():
        return Answer(backend.candidates(query), is_degraded=False)
    if not _waiting.is_any():
        try:
            return Answer(backend.candidates(query), is_degraded=False)
        except BackendAway as away:
            logger.warning("the embedded index answers instead of %s: %s", backend.name, away)
    return Answer(embedded().candidates(query), is_degraded=True)


class _Waiting:
    """Whether publications wait for the server: it answers, and what it answers is of yesterday.

    An index that may be read and not written would otherwise go on showing what was withdrawn. Looked up once a
    second in a process, by an index of the outbox.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Look again at the next question."""
        self._until, self._is_any = 0.0, False

    def is_any(self) -> bool:
        now = time.monotonic()
        if now >= self._until and self._lock.acquire(blocking=False):
            try:
                self._is_any = self._look()
                self._until = now + LOOK_EVERY
            finally:
                self._lock.release()
        return self._is_any

    def _look(self) -> bool:
        try:
            waiting = Delivery.objects.filter(subscriber=SERVER_SUBSCRIBER, state=Delivery.State.PENDING, waits__gt=0)
            return waiting.exists()
        except DatabaseError:
            return self._is_any  # the search needs no database; what it knew last stands


_waiting = _Waiting()
forget_waiting = _waiting.forget
