"""Keeping the index of a search server: what is published reaches it as soon as it is there, with no human.

The embedded index has a subscriber of its own, so a server that hangs never delays it.
"""

import datetime

from django.utils.translation import gettext_lazy as _

from cms.publishing.models import Delivery, PublicationEvent
from cms.publishing.subscribers import DependencyAway, Subscriber
from search.actions import index_content, mend_index, rebuild_index
from search.answering import SERVER_SUBSCRIBER
from search.backends import chosen
from search.backends.base import BackendAway
from search.signature import signature

# An index that is red may be one whose node is starting: built anew only when it stays so.
RED_FOR = datetime.timedelta(seconds=60)


def _follow(event: PublicationEvent, delivery: Delivery) -> None:
    if event.content_id is None or event.site is None:
        return
    try:
        index_content(backend=chosen(), site=event.site, content_id=event.content_id, version=event.pk)
    except BackendAway as away:
        raise DependencyAway(str(away)) from away


class Keeper:
    """The periodic jobs of a worker."""

    def __init__(self) -> None:
        self._red_since: datetime.datetime | None = None

    def ensure(self, at: datetime.datetime) -> bool:
        """See that the server has an index of this code; whether one was built. Raise BackendAway.

        That is also what happens after the switch to a server, and after its disk was lost.
        """
        status = chosen().status()
        if status.is_available:
            self._red_since = None
            if status.signature == signature():
                return False
        elif status.name:
            self._red_since = self._red_since or at
            if at - self._red_since < RED_FOR:
                return False
        rebuild_index(backend=chosen(), at=at)
        return True

    def mend(self, at: datetime.datetime) -> int:
        """Compare the server's index with the store and mend it; how many documents differed. Raise BackendAway."""
        if not chosen().status().is_available:
            return 0  # away, or not built yet: the other job's business
        return mend_index(backend=chosen(), repair=True).total


KEEPER = Keeper()
SUBSCRIBER = Subscriber(
    name=SERVER_SUBSCRIBER,
    kinds=(PublicationEvent.Kind.PUBLISHED, PublicationEvent.Kind.WITHDRAWN, PublicationEvent.Kind.REFRESHED),
    handle=_follow,
    only_latest=True,
    label=_("search server"),
)
