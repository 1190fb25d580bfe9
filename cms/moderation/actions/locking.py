"""One order of locks for every decision: the page's row first (as BasePage has it), then what hangs on it.

PostgreSQL makes the second of two decisions wait here and then read what the first one wrote. On SQLite the
transaction itself has the only write lock from its beginning (`transaction_mode=IMMEDIATE`).
"""

from wagtail.models import Page, TaskState

from cms.kernel.calendar import HANOI
from cms.moderation.errors import AlreadyDecided, NotInReview
from cms.moderation.models import Decision, ReviewState
from cms.pages.models import BasePage


def locked_page(pk: int) -> BasePage:
    """The specific page as the database has it, its row locked; raise NotInReview when it is gone or not ours."""
    row = Page.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    page = row.specific if row is not None else None
    if not isinstance(page, BasePage):
        raise NotInReview
    return page


def locked_state(state: ReviewState) -> tuple[ReviewState, BasePage]:
    """A step read afresh, and its page, locked."""
    page = locked_page(state.page_id)
    fresh = ReviewState.objects.select_related("subsite__unit", "department", "task", "workflow_state").filter(
        pk=state.pk
    )
    found = fresh.first()
    if found is None:
        raise NotInReview
    return found, page


def require_open(state: ReviewState) -> None:
    """Raise AlreadyDecided, naming who was faster and what they said, or NotInReview when it was taken back."""
    if state.is_open and state.workflow_state.current_task_state_id == state.pk:
        return
    decision = Decision.objects.select_related("by").filter(task_state=state).first()
    if decision is None or state.status == TaskState.STATUS_IN_PROGRESS:
        raise NotInReview
    raise AlreadyDecided(
        by=decision.by,
        decided_at=decision.at.astimezone(HANOI),
        verdict=decision.verdict,
        verdict_label=decision.get_verdict_display(),
    )
