"""How far the latest publication of a page has travelled, in words for its editor (EXPECTATIONS 18)."""

import datetime
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.publishing.models import Delivery, PublicationEvent
from cms.publishing.queries import deliveries_of_page
from cms.publishing.subscribers import subscriber_label

# Until then a step that waits is waiting, not broken: a cache that restarts is back, five tries take five minutes.
LATE_AFTER = datetime.timedelta(minutes=10)
STORE = "store"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One place a publication reaches. tone: "good" arrived, "" under way, "late" not there after ten minutes.

    `delivery` is set where it was given up: the key of what can be sent again.
    """

    subscriber: str
    label: str
    state: str
    text: str
    tone: str
    delivery: int | None = None


@dataclass(frozen=True, kw_only=True)
class Travel:
    """The latest event of a page, and where it has arrived; no event: the page was never published."""

    event: PublicationEvent | None
    steps: tuple[Step, ...]

    @property
    def is_under_way(self) -> bool:
        """Whether looking again may show something else."""
        return any(
            step.state == Delivery.State.PENDING or (step.state == Delivery.State.DEAD and step.tone != "late")
            for step in self.steps
        )


def travel_of_page(page: Page, *, at: datetime.datetime) -> Travel:
    """The steps of the latest event of a page in its language: the store first, then each subscriber by name."""
    event, deliveries = deliveries_of_page(page)
    if event is None:
        return Travel(event=None, steps=())
    # The row of the store was written in the transaction of the event: whoever sees one sees the other.
    label = _("Withdrawn from the API and the pages") if _is_withdrawal(event) else _("API and public pages")
    store = Step(subscriber=STORE, label=label, state="done", text=_arrived(event.occurred_at), tone="good")
    return Travel(event=event, steps=(store, *(_step(event, one, at=at) for one in deliveries)))


def _step(event: PublicationEvent, delivery: Delivery, *, at: datetime.datetime) -> Step:
    is_late = at - event.occurred_at >= LATE_AFTER
    is_dead = delivery.state == Delivery.State.DEAD
    if delivery.state == Delivery.State.DONE:
        text, tone = _arrived(delivery.done_at or event.occurred_at), "good"
    elif is_dead:
        text, tone = _("given up after several tries"), "late" if is_late else ""
    else:
        text, tone = (_("not there yet after ten minutes"), "late") if is_late else (_("under way…"), "")
    return Step(
        subscriber=delivery.subscriber,
        label=subscriber_label(delivery.subscriber),
        state=delivery.state,
        text=text,
        tone=tone,
        delivery=delivery.pk if is_dead else None,
    )


def _is_withdrawal(event: PublicationEvent) -> bool:
    return event.kind == PublicationEvent.Kind.WITHDRAWN


def _arrived(moment: datetime.datetime) -> str:
    return _("done at {moment}").format(moment=date_format(localtime(moment), "SHORT_DATETIME_FORMAT"))
