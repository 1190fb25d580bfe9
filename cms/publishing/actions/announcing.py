"""The event and its deliveries: written in the transaction of what they tell."""

import datetime
from collections.abc import Mapping
from typing import Any

from wagtail.log_actions import get_active_log_context

from cms.accounts.models import User
from cms.audit.deciding import current_door
from cms.publishing.models import Delivery, PublicationEvent
from cms.publishing.subscribers import subscribers_of


def acting_user(by: User | None) -> User | None:
    """Who acts: the given person, or whoever the admin's log context names; signals carry nobody."""
    return by or getattr(get_active_log_context(), "user", None)


def announce(*, kind: str, by: User | None, at: datetime.datetime, fields: Mapping[str, Any]) -> PublicationEvent:
    """Write an event and one delivery for each subscriber of its kind; call inside the transaction.

    `data["door"]` says through which loader or job it came, where one named itself (`cms.audit.deciding.through`).
    """
    person, door = acting_user(by), current_door()
    if door != "code":
        fields = {**fields, "data": {**fields.get("data", {}), "door": door}}
    event = PublicationEvent.objects.create(
        kind=kind, occurred_at=at, by_id=person.pk if person is not None else None, **fields
    )
    Delivery.objects.bulk_create(
        Delivery(event=event, subscriber=subscriber.name, next_try_at=at) for subscriber in subscribers_of(kind)
    )
    return event
