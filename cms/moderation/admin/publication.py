"""After the last approval: where the text has arrived, as a list that fills itself (RELIABILITY §5)."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.moderation.models import ReviewState
from cms.moderation.steps import Step, Verdict
from cms.publishing.models import Delivery
from cms.publishing.queries import deliveries_of_page
from cms.publishing.subscribers import subscriber_label

PATIENCE = datetime.timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One place to which a publication goes. state: done | waiting | late."""

    label: str | Promise
    state: str


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A published text and its arrivals, or the moment for which it is scheduled."""

    url: str
    scheduled_for: datetime.datetime | None
    arrivals: list[Arrival]

    @property
    def is_settled(self) -> bool:
        """Whether nothing is awaited any more."""
        return all(arrival.state != "waiting" for arrival in self.arrivals)


def publication_of(state: ReviewState) -> Publication | None:
    """For the last step of a text once it is approved; else None."""
    decision = getattr(state, "decision", None)
    if state.step != Step.BOARD_APPROVAL or decision is None or decision.verdict != Verdict.APPROVED:
        return None
    page = state.page.specific
    revision = decision.revision
    if revision is not None and revision.approved_go_live_at is not None:
        return Publication(url="", scheduled_for=revision.approved_go_live_at, arrivals=[])
    if revision is None or page.live_revision_id != revision.pk or not page.live:
        return None
    event, deliveries = deliveries_of_page(page)
    if event is None:
        return None
    public = Arrival(label=_("Public page and API"), state="done")
    late_from = timezone.now() - PATIENCE
    arrivals = [_arrival(row, is_late=event.occurred_at < late_from) for row in deliveries]
    return Publication(url=page.url or "", scheduled_for=None, arrivals=[public, *arrivals])


def _arrival(row: Delivery, *, is_late: bool) -> Arrival:
    states = {Delivery.State.DONE: "done", Delivery.State.DEAD: "late"}
    state = states.get(Delivery.State(row.state), "late" if is_late else "waiting")
    return Arrival(label=subscriber_label(row.subscriber), state=state)
