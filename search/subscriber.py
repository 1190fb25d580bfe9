"""What search does when something is published: the index follows within a second or two."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.publishing.models import Delivery, PublicationEvent
from cms.publishing.subscribers import DependencyAway, Subscriber
from search.actions import index_content, rebuild_index
from search.backends import embedded
from search.backends.base import BackendAway, SearchBackend, State

Kind = PublicationEvent.Kind
KINDS = (Kind.PUBLISHED, Kind.WITHDRAWN, Kind.REFRESHED)


def follow(backend: SearchBackend, event: PublicationEvent) -> None:
    """Bring an index up to date with an event.

    Raise DependencyAway where the engine is away, has no index yet, or no room: a delivery waits for that as long as
    it takes. An index of former code takes it too; search.keeping builds another one beside it, in a lane of its own.
    """
    if event.content_id is None or event.site is None:
        return
    with _waited_for():
        index_content(backend=backend, site=event.site, content_id=event.content_id, version=event.pk)


def _follow_embedded(event: PublicationEvent, delivery: Delivery) -> None:
    """The same for the file, which is built here when there is none: the first publication of a fresh site."""
    if embedded().status().state is State.NONE:
        with _waited_for():
            rebuild_index(backend=embedded(), at=timezone.now())
    follow(embedded(), event)


@contextmanager
def _waited_for() -> Iterator[None]:
    try:
        yield
    except BackendAway as away:
        raise DependencyAway(str(away)) from away


SUBSCRIBER = Subscriber(name="search", kinds=KINDS, handle=_follow_embedded, only_latest=True, label=_("search index"))
