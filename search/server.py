"""Keeping the index of a search server: what is published reaches it as soon as it is there, with no human.

The embedded index has a subscriber of its own, so a server that hangs never delays it.
"""

from django.utils.translation import gettext_lazy as _

from cms.publishing.models import Delivery, PublicationEvent
from cms.publishing.subscribers import Subscriber
from search.answering import SERVER_SUBSCRIBER
from search.backends import chosen
from search.subscriber import KINDS, follow


def _follow(event: PublicationEvent, delivery: Delivery) -> None:
    follow(chosen(), event)


SUBSCRIBER = Subscriber(name=SERVER_SUBSCRIBER, kinds=KINDS, handle=_follow, only_latest=True, label=_("search server"))
