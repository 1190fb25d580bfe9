"""What is written down of things that happen around a review: workflows cancelled, pages published past it."""

import datetime
from typing import TYPE_CHECKING

from wagtail.models import Page, Revision, WorkflowState

from cms.audit.actions import record
from cms.moderation.actions.publishing import is_approved
from cms.moderation.models import ReviewState
from cms.moderation.registry import Withdrawn, announce

if TYPE_CHECKING:
    from cms.accounts.models import User


def note_cancelled(*, workflow_state: WorkflowState, reason: str, by: "User | None", at: datetime.datetime) -> None:
    """A review ended without a decision: taken back by a person, or overtaken by a publication."""
    rows = ReviewState.objects.select_related("page", "department", "subsite", "requester")
    state = rows.filter(pk=workflow_state.current_task_state_id).first()
    if state is None:
        return
    ReviewState.objects.filter(pk=state.pk).update(next_reminder_at=None)
    data = {"state": state.pk, "step": state.step, "revision": state.revision_id, "reason": reason}
    record(action="moderation.withdrawn", by=by, at=at, target=state.page, data=data)
    announce(Withdrawn(state=state, reason=reason, by=by, at=at))


def note_published(
    *, page: Page, revision: Revision | None, through: str, by: "User | None", at: datetime.datetime
) -> None:
    """A page went live: say so in the log when no approval of this revision's content is known."""
    if revision is not None and is_approved(revision):
        return
    data = {"change": "published", "revision": revision.pk if revision is not None else None, "through": through}
    record(action="page.published_outside_workflow", by=by, at=at, target=page, data=data)


def note_withdrawn(*, page: Page, through: str, by: "User | None", at: datetime.datetime) -> None:
    """A page was taken from the public by code, and not by a person through a screen or an action."""
    record(
        action="page.published_outside_workflow",
        by=by,
        at=at,
        target=page,
        data={"change": "withdrawn", "through": through},
    )
