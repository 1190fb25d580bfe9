"""A text is sent to its reviewers, sent again, or taken back."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import WorkflowState

from cms.audit.deciding import deciding
from cms.departments.policy import require
from cms.kernel.text import strip_controls
from cms.moderation.actions.locking import locked_page
from cms.moderation.errors import AlreadyInReview, NothingToSubmit, NotInReview, NoWorkflow, ReasonMissing
from cms.moderation.intake import Intake, submitting, taking_back
from cms.moderation.models import DerivedWorkflow, ReviewState, Submission
from cms.pages.models import BasePage

if TYPE_CHECKING:
    from cms.accounts.models import User


@transaction.atomic
def submit(
    *,
    page: BasePage,
    declared_not_secret: bool,
    comment: str = "",
    is_urgent: bool = False,
    by: "User | None",
    at: datetime.datetime,
) -> Submission:
    """Send the newest draft of a page to its reviewers (R069); after a return, to all of them again.

    `by` None is the system (imports). Whose text it is freezes now (R070). An urgent text takes the same steps: its
    readers, and those who could publish it at once, are told at once, with the reason (R072). Raise NotAllowed,
    AlreadyInReview, NothingToSubmit when exactly this is public already, NoWorkflow outside every site, ReasonMissing
    for urgency without a comment, Incomplete with the issues that block; then nothing has changed.
    """
    current = locked_page(page.pk)
    require_submitter(current, by=by, at=at)
    running = current.current_workflow_state
    if running is not None and running.status == WorkflowState.STATUS_IN_PROGRESS:
        raise AlreadyInReview
    if current.live and not current.has_unpublished_changes:
        raise NothingToSubmit
    workflow = current.get_workflow()
    if workflow is None or not DerivedWorkflow.objects.filter(workflow=workflow).exists():
        raise NoWorkflow
    cleaned = strip_controls(comment, keep_lines=True).strip()
    if is_urgent and not cleaned:
        raise ReasonMissing
    if current.get_latest_revision() is None:
        current.save_revision(user=by, clean=False)
    intake = Intake(declared_not_secret=declared_not_secret, comment=cleaned, is_urgent=is_urgent, at=at)
    with deciding(by=by, at=at), submitting(intake):
        if running is not None:
            running.resume(user=by)
        else:
            running = workflow.start(current, by)
    return Submission.objects.get(workflow_state=running)


def resubmit(
    *,
    page: BasePage,
    declared_not_secret: bool,
    comment: str = "",
    is_urgent: bool = False,
    by: "User | None",
    at: datetime.datetime,
) -> Submission:
    """Send a returned text again; raise NotInReview for one that was not returned, and what `submit` raises."""
    running = page.current_workflow_state
    if running is None or running.status != WorkflowState.STATUS_NEEDS_CHANGES:
        raise NotInReview
    said = {"declared_not_secret": declared_not_secret, "comment": comment, "is_urgent": is_urgent}
    return submit(page=page, **said, by=by, at=at)  # type: ignore[arg-type]


@transaction.atomic
def withdraw_submission(*, page: BasePage, reason: str, by: "User | None", at: datetime.datetime) -> None:
    """Take a submission back, in review or returned: the text is a plain draft again.

    Raise ReasonMissing, NotInReview, NotAllowed; then nothing has changed.
    """
    current = locked_page(page.pk)
    running = current.current_workflow_state
    if running is None:
        raise NotInReview
    state = ReviewState.objects.select_related("page", "subsite").filter(pk=running.current_task_state_id).first()
    if by is not None:
        require(by, "withdraw_submission", target=state, at=at)
    cleaned = strip_controls(reason, keep_lines=True).strip()
    if not cleaned:
        raise ReasonMissing
    with deciding(by=by, at=at), taking_back(cleaned):
        running.cancel(user=by)


def require_submitter(page: BasePage, *, by: "User | None", at: datetime.datetime) -> None:
    """Raise NotAllowed for a person who may not submit the page; the system may."""
    if by is not None:
        require(by, "submit_page", target=page, at=at)
