"""Which requests try to decide a step of a review, or to act urgently: for the log of refused attempts."""

from collections.abc import Callable, Sequence

from wagtail.models import Page

from cms.moderation.models import ReviewState
from cms.pages.attempts import Reader, Sent, Tried, on_page

# Asks whoever's step it is, whichever step: the operation of the policy, and what the log calls its refusal.
DECIDING = "claim_task"
CODES = {
    "publish_urgently": "moderation.publish_urgently_refused",
    "withdraw_urgently": "moderation.withdraw_urgently_refused",
    DECIDING: "moderation.decision_refused",
}


def _on_task(sent: Sent) -> list[Tried]:
    """Our own screen of a step."""
    return _decision(pk=sent.kwargs.get("state_id")) if "verdict" in sent.post else []


def _in_dialogue(sent: Sent) -> list[Tried]:
    """Wagtail's dialogue."""
    return _decision(pk=sent.kwargs.get("task_state_id"))


def _in_editor(sent: Sent) -> list[Tried]:
    """A decision posted with the form of the page."""
    pages = sent.page()
    return _decision(page_id=pages[0]) if pages and "action-workflow-action" in sent.post else []


def _decision(**which: object) -> list[Tried]:
    return [Tried(operation=DECIDING, find=_open_states(which))]


def _open_states(which: dict[str, object]) -> Callable[[], Sequence[tuple[Page, ReviewState]]]:
    """Of a step that is decided already everybody is told who was faster."""

    def found() -> Sequence[tuple[Page, ReviewState]]:
        rows = ReviewState.objects.filter(status=ReviewState.STATUS_IN_PROGRESS, **which)
        try:
            return [(state.page.specific, state) for state in rows.select_related("subsite", "department", "page")]
        except OverflowError:
            return []  # a number that no row can have is no row

    return found


ATTEMPTS: dict[str, Reader] = {
    "moderation_task": _on_task,
    "wagtailadmin_pages:workflow_action": _in_dialogue,
    "wagtailadmin_pages:edit": _in_editor,
    "moderation_publish_now": on_page("publish_urgently"),
    "moderation_withdraw_now": on_page("withdraw_urgently", live_only=True),
}
