"""What may be done to a delivery: by its worker, and by a person when the worker gave up."""

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from cms.accounts.models import User
from cms.audit.actions import record
from cms.publishing.errors import DeliveryNotDead
from cms.publishing.models import Delivery


class LeaseLost(Exception):
    """Another worker has taken the delivery over; what this one does no longer counts."""


def save_progress(*, delivery: Delivery, progress: dict[str, Any], at: datetime.datetime) -> None:
    """Write down how far a long handler is, and hold the lease longer. Raises LeaseLost when it is not ours."""
    kept = Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease, state=Delivery.State.PENDING).update(
        progress=progress, leased_until=at + datetime.timedelta(seconds=settings.WORKER_LEASE_SECONDS)
    )
    if not kept:
        raise LeaseLost
    delivery.progress = progress


def retry_delivery(*, delivery: Delivery, by: User | None, at: datetime.datetime) -> Delivery:
    """Send a delivery again that was given up: five fresh tries, from where it stopped.

    The caller has asked whether the person may. Raises DeliveryNotDead for any other state.
    """
    with transaction.atomic():
        changed = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.DEAD).update(
            state=Delivery.State.PENDING, tries=0, waits=0, next_try_at=at, lease=None, leased_until=None
        )
        if not changed:
            raise DeliveryNotDead
        record(
            action="publishing.retry_delivery",
            by=by,
            at=at,
            target=delivery,
            data={"event": delivery.event_id, "subscriber": delivery.subscriber, "error": delivery.error[-500:]},
        )
    delivery.refresh_from_db()
    return delivery
