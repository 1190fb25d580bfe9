"""What search does when something is published: the index follows within a second or two."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.publishing.models import Delivery, PublicationEvent
from cms.publishing.subscribers import Subscriber
from search.actions.indexing import index_content, mend_index, rebuild_index
from search.backends import embedded
from search.backends.base import SearchBackend
from search.signature import signature

Kind = PublicationEvent.Kind
KINDS = (Kind.PUBLISHED, Kind.WITHDRAWN, Kind.REFRESHED)


def follow(backend: SearchBackend, event: PublicationEvent) -> None:
    """Bring an index up to date with an event, building it first where there is none or one of a former code."""
    if event.content_id is None or event.site is None:
        return
    ensure_index(backend, at=timezone.now())
    index_content(backend=backend, site=event.site, content_id=event.content_id, version=event.pk)


def ensure_index(backend: SearchBackend, *, at: datetime.datetime) -> bool:
    """Build the index if there is none that this code can use; whether it was built. Raise BackendAway."""
    status = backend.status()
    if status.is_available and status.signature == signature():
        return False
    rebuild_index(backend=backend, at=at)
    return True


def _follow_embedded(event: PublicationEvent, delivery: Delivery) -> None:
    follow(embedded(), event)


def keep(backend: SearchBackend, *, at: datetime.datetime) -> int:
    """See that an index is whole, of this code and without drift; how many documents were mended."""
    if ensure_index(backend, at=at):
        return 0
    return mend_index(backend=backend, repair=True).total


def keep_embedded(at: datetime.datetime) -> int:
    """The periodic job of the embedded index."""
    return keep(embedded(), at=at)


SUBSCRIBER = Subscriber(name="search", kinds=KINDS, handle=_follow_embedded, only_latest=True, label=_("search index"))
