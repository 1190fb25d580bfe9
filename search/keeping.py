"""Seeing that the index of an engine is there, of this code, and true: the periodic jobs of a worker."""

import datetime
from collections.abc import Callable
from typing import cast

from cms.kernel.calendar import HANOI
from cms.publishing.models import PublicationEvent, document_key
from search.actions import index_content, keep_index, rebuild_index
from search.actions.indexing import LOCALES
from search.backends import chosen, embedded
from search.backends.base import BackendAway, BeingBuilt, IndexStatus, SearchBackend, State
from search.backends.sqlite import SqliteBackend
from search.queries import content_versions, events_since, latest_event
from search.signature import signature

# An index of which a part is missing may be one whose node is starting: built anew only when it stays so.
ILL_FOR = datetime.timedelta(seconds=60)
# Replaced documents make an index slower, and words that only they had stay known until it is built anew.
MOST_REPLACED = 2000
_MOST_EVENTS = 500  # more at once, and the whole index is compared
_NIGHT = range(1, 5)
_A_NIGHT = datetime.timedelta(hours=12)


class Keeper:
    """Of one engine, in one process."""

    def __init__(self, backend: Callable[[], SearchBackend]) -> None:
        self._backend = backend
        self._ill_since: datetime.datetime | None = None

    def ensure(self, at: datetime.datetime) -> bool:
        """See that there is an index of this code; whether one was built. Raise BackendAway.

        That is also what happens after a switch of engines, after a release that lays documents out otherwise, and
        after a disk was lost. An engine that does not answer is waited for: it may be busy, and has its index.
        """
        backend = self._backend()
        status = backend.status()
        if status.state is State.AWAY:
            raise BackendAway(status.problem)
        if not self._is_to_be_built(status, at):
            return False
        try:
            rebuild_index(backend=backend, at=at)
        except BeingBuilt:
            return False  # on the first start the first publication is faster: no failure to tell anybody of
        return True

    def mend(self, at: datetime.datetime) -> int:
        """Compare the index with the store and mend it; how many documents differed. Raise BackendAway."""
        if not self._backend().status().is_available:
            return 0  # away, or not built yet: the other job's business
        return keep_index(backend=self._backend(), at=at).total

    def _is_to_be_built(self, status: IndexStatus, at: datetime.datetime) -> bool:
        if status.state is State.ILL:
            self._ill_since = self._ill_since or at
            return at - self._ill_since >= ILL_FOR
        self._ill_since = None
        return status.state is State.NONE or status.signature != signature() or _is_worn(status, at)


def _is_worn(status: IndexStatus, at: datetime.datetime) -> bool:
    """Whether replaced documents fill a fifth of the index; at night, whether there are any."""
    if status.replaced > max(MOST_REPLACED, status.documents // 4):
        return True
    is_night = at.astimezone(HANOI).hour in _NIGHT
    return bool(is_night and status.replaced and status.built_at and at - status.built_at > _A_NIGHT)


class Follower:
    """The file of a machine whose workers did not get the deliveries: it reads the outbox itself.

    A delivery belongs to one worker of all, and the embedded index lies on every machine's own disk: words,
    suggestions and labels come from it there, also while a search server finds the candidates (ADR 0188).
    """

    def __init__(self) -> None:
        self._seen: int | None = None

    def follow(self, at: datetime.datetime) -> int:
        """Bring up to date what was published since the last time; how many contents differed. Raise BackendAway."""
        backend = cast(SqliteBackend, embedded())
        if not backend.status().is_available:
            return 0
        latest = latest_event()
        if self._seen is None or latest - self._seen > _MOST_EVENTS:
            count = keep_index(backend=backend, at=at).total
        else:
            count = sum(_brought_up(backend, event) for event in events_since(self._seen))
        self._seen = latest
        return count


def _brought_up(backend: SqliteBackend, event: PublicationEvent) -> bool:
    """Whether a content differed from the store."""
    if event.site is None or event.content_id is None:
        return False
    wanted = content_versions(site_id=event.site.pk, content_id=event.content_id)
    keys = [document_key(site_key=event.site.key, content_id=event.content_id, locale=locale) for locale in LOCALES]
    if backend.versions_of(keys) == wanted:
        return False  # this machine's worker had the delivery
    index_content(backend=backend, site=event.site, content_id=event.content_id, version=event.pk)
    return True


EMBEDDED = Keeper(embedded)
FOLLOWER = Follower()
SERVER = Keeper(chosen)
