"""Who works on a delivery: a lease taken by a conditional UPDATE, which both databases do atomically."""

import datetime
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db.models import F, Q, QuerySet

from cms.publishing.models import Delivery

CANDIDATES = 8  # two workers rarely look at the same first row more often than this
NEVER_CAME_BACK = "The worker process ended, killed or out of memory, each time it ran this delivery."
LONGEST_WAIT = datetime.timedelta(seconds=60)


def lease_length() -> datetime.timedelta:
    """How long a claim holds without being renewed: a killed worker's work is taken up after it."""
    return datetime.timedelta(seconds=settings.WORKER_LEASE_SECONDS)


def _free(at: datetime.datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(
        Q(leased_until__isnull=True) | Q(leased_until__lt=at), state=Delivery.State.PENDING, next_try_at__lte=at
    )


def waiting_subscribers(*, at: datetime.datetime) -> list[str]:
    """The subscribers for which something can be claimed now."""
    return list(_free(at).values_list("subscriber", flat=True).distinct())


def claim_next(*, subscriber: str, at: datetime.datetime) -> Delivery | None:
    """Take the oldest free delivery of a subscriber, with its event; None when there is none.

    Exactly one of any number of workers gets it: the UPDATE names the state it expects. A lease that
    ran out counts as a try of whoever held it: a handler that kills its process is given up like one
    that fails, after five runs (RELIABILITY 68).
    """
    is_any_dead = False
    candidates = _free(at).filter(subscriber=subscriber).order_by("next_try_at", "id")
    for pk, left, tries in list(candidates.values_list("pk", "lease", "tries")[:CANDIDATES]):
        free = _free(at).filter(pk=pk, lease=left)
        unfinished = 0 if left is None else 1
        if unfinished and tries + unfinished >= settings.WORKER_MAX_TRIES:
            is_any_dead |= _give_up(free)
            continue
        if free.update(lease=uuid.uuid4(), leased_until=at + lease_length(), tries=F("tries") + unfinished):
            return Delivery.objects.select_related("event__site__site").get(pk=pk)
    return claim_next(subscriber=subscriber, at=at) if is_any_dead else None


def _give_up(free: QuerySet[Delivery]) -> bool:
    """Whoever ran it never came back, too often: dead, for a person to look at."""
    is_dead = free.update(
        state=Delivery.State.DEAD, tries=F("tries") + 1, lease=None, leased_until=None, error=NEVER_CAME_BACK
    )
    return bool(is_dead)


def renew(tokens: Iterable[uuid.UUID], *, at: datetime.datetime) -> None:
    """Hold these leases longer; one that was lost stays lost."""
    Delivery.objects.filter(lease__in=list(tokens), state=Delivery.State.PENDING).update(
        leased_until=at + lease_length()
    )


def _ours(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease, state=Delivery.State.PENDING)


def finish(delivery: Delivery, *, at: datetime.datetime) -> bool:
    """The delivery is done; False when its lease was lost meanwhile."""
    done = _ours(delivery).update(state=Delivery.State.DONE, done_at=at, lease=None, leased_until=None, error="")
    return bool(done)


def put_off(delivery: Delivery, *, error: str, at: datetime.datetime) -> datetime.timedelta:
    """Its server is away: again after 1 s, 2 s, 4 s … at most a minute, for as long as it takes. The wait returns."""
    wait = min(datetime.timedelta(seconds=2 ** min(delivery.waits, 6)), LONGEST_WAIT)
    _ours(delivery).update(waits=F("waits") + 1, next_try_at=at + wait, lease=None, leased_until=None, error=error)
    return wait


def count_failure(delivery: Delivery, *, error: str, at: datetime.datetime) -> bool:
    """Its handler failed: again after 1 s, 2 s, 4 s, 8 s; given up at the fifth failure. True when given up."""
    tries = delivery.tries + 1
    is_dead = tries >= settings.WORKER_MAX_TRIES
    _ours(delivery).update(
        tries=tries,
        state=Delivery.State.DEAD if is_dead else Delivery.State.PENDING,
        next_try_at=at + datetime.timedelta(seconds=2 ** (tries - 1)),
        lease=None,
        leased_until=None,
        error=error,
    )
    return is_dead
