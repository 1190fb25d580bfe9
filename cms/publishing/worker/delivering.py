"""One delivery, from claim to end."""

import datetime
import enum
import logging
import traceback
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import transaction

from cms.kernel.failpoints import failpoint
from cms.kernel.turns import taking_turns
from cms.publishing.actions.deliveries import LeaseLost
from cms.publishing.history import is_superseded
from cms.publishing.models import Delivery
from cms.publishing.outages import is_outage
from cms.publishing.placing import forget_site_roots
from cms.publishing.subscribers import DependencyAway, Subscriber, subscriber
from cms.publishing.worker.claiming import claim_next, count_failure, finish, put_off, waiting_subscribers

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime.datetime]
ERROR_LENGTH = 4000


class Outcome(enum.Enum):
    """How a delivery went."""

    DONE = "done"
    AWAY = "away"
    FAILED = "failed"
    LOST = "lost"


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """An outcome; `pause`: leave this subscriber alone for so long, its server is away."""

    outcome: Outcome
    pause: datetime.timedelta = datetime.timedelta()


@dataclass(kw_only=True)
class Held:
    """The leases a process holds now, so that its main thread can renew them."""

    tokens: set[uuid.UUID] = field(default_factory=set)


def deliver_next(*, to: Subscriber, clock: Clock, held: Held | None = None) -> Delivered | None:
    """Claim the next delivery of a subscriber and run it; None when there is none to claim.

    A failure of the handler counts as a try; a server or a database that is away or locked does not
    (RELIABILITY 68).
    """
    delivery = claim_next(subscriber=to.name, at=clock())
    if delivery is None or delivery.lease is None:
        return None
    failpoint("delivery.after_claim")
    held = held or Held()
    held.tokens.add(delivery.lease)
    try:
        return _run(to, delivery, clock)
    finally:
        held.tokens.discard(delivery.lease)


def _run(to: Subscriber, delivery: Delivery, clock: Clock) -> Delivered:
    forget_site_roots()
    try:
        if to.only_latest and is_superseded(delivery.event):
            return _ended(delivery, clock)
        if to.is_atomic:
            with transaction.atomic():
                to.handle(delivery.event, delivery)
                failpoint("delivery.before_done")
                if not finish(delivery, at=clock()):
                    raise LeaseLost  # and roll back what the handler wrote
            return Delivered(outcome=Outcome.DONE)
        to.handle(delivery.event, delivery)
        failpoint("delivery.before_done")
        return _ended(delivery, clock)
    except LeaseLost:
        return Delivered(outcome=Outcome.LOST)
    except Exception as failure:
        if isinstance(failure, DependencyAway) or is_outage(failure):
            pause = put_off(delivery, error=_told(failure), at=clock())
            logger.warning("%s put off for %s: %s", delivery, pause, failure)
            return Delivered(outcome=Outcome.AWAY, pause=pause)
        is_dead = count_failure(delivery, error=_told(failure), at=clock())
        logger.exception("%s failed%s", delivery, ", given up" if is_dead else "")
        return Delivered(outcome=Outcome.FAILED)


def _ended(delivery: Delivery, clock: Clock) -> Delivered:
    return Delivered(outcome=Outcome.DONE if finish(delivery, at=clock()) else Outcome.LOST)


def _told(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))[-ERROR_LENGTH:]


@taking_turns
def deliveries(*, to: Subscriber, clock: Clock, held: Held | None = None) -> Iterator[Delivered]:
    """Run what is due for a subscriber, one after the other, until there is nothing to claim."""
    while (delivered := deliver_next(to=to, clock=clock, held=held)) is not None:
        yield delivered


def run_until_idle(*, clock: Clock) -> int:
    """Run every delivery that is due in this thread, and those they cause; how many were run.

    What waits for a server or for its next try is left waiting.
    """
    count = 0
    paused: set[str] = set()
    while True:
        found = [subscriber(name) for name in waiting_subscribers(at=clock()) if name not in paused]
        lanes = [lane for lane in found if lane is not None]
        before = count
        for lane in lanes:
            for delivered in deliveries(to=lane, clock=clock):
                count += 1
                if delivered.outcome is Outcome.AWAY:
                    paused.add(lane.name)
                    break
        if count == before:
            return count
