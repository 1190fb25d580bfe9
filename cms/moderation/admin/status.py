"""The box “Duyệt bài” beside the form of a page (cms.pages.registry)."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.departments.due import due_words
from cms.kernel.calendar import clock_words
from cms.moderation.admin.editing import Review, review_of
from cms.moderation.models import ReviewState
from cms.pages.registry import PageStatus, StatusFact


def review_status(page: Any, request: HttpRequest | None) -> PageStatus | None:
    """Step, since when, until when and why, who may decide, who has taken it; why it came back; or None."""
    if request is None or not page.pk:
        return None
    review = review_of(page, request)
    if review.state is not None:
        return PageStatus(heading=_("Review of the text"), facts=_facts(review, review.state))
    if review.is_returned:
        return PageStatus(heading=_("Review of the text"), facts=_returned(page))
    return None


def _facts(review: Review, state: ReviewState) -> list[StatusFact]:
    late = state.due_at < timezone.now()
    names = ", ".join(str(person) for person in review.deciders)
    facts = [
        StatusFact(label=_("Step"), value=capfirst(state.get_step_display())),
        StatusFact(label=_("Waiting since"), value=clock_words(state.opened_at)),
        StatusFact(label=_("Due"), value=clock_words(state.due_at), tone="late" if late else ""),
        StatusFact(label=_("Why this date"), value=due_words(state.due_basis)),
        StatusFact(label=_("May decide"), value=names or _("nobody at present"), tone="" if names else "late"),
    ]
    able = review.may("claim_task", state)
    if not able:
        facts.append(StatusFact(label=_("Yourself"), value=str(able.reason)))
    if state.claimed_by is not None:
        facts.append(StatusFact(label=_("Taken by"), value=str(state.claimed_by)))
    return facts


def _returned(page: Any) -> list[StatusFact]:
    running = page.current_workflow_state
    state = ReviewState.objects.select_related("decision__by").filter(pk=running.current_task_state_id).first()
    decision = getattr(state, "decision", None)
    if decision is None:
        return [StatusFact(label=_("Sent back"), value="–", tone="late")]
    return [
        StatusFact(label=_("Sent back by"), value=str(decision.by), tone="late"),
        StatusFact(label=_("On"), value=clock_words(decision.at)),
        StatusFact(label=_("Reason"), value=decision.comment),
    ]
