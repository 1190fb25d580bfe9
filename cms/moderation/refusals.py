"""What people are told when a decision is refused in Wagtail's own screens (I12): in words; nothing typed is lost."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.models import Page

from cms.api.transactions import Refusal
from cms.departments.errors import NotAllowed
from cms.kernel.errors import DomainError
from cms.moderation import errors
from cms.pages import refusals as pages

_FORBIDDEN = (NotAllowed, errors.OwnText, errors.NotYourStep)
_OURS = (
    *_FORBIDDEN,
    *(kind for kind in vars(errors).values() if isinstance(kind, type) and kind.__module__ == errors.__name__),
)
_EDITORS = frozenset({"wagtailadmin_pages:edit", "wagtailadmin_pages:add"})
_SUBMITTING = ("action-submit", "action-restart-workflow")
_DECIDING = "wagtailadmin_pages:workflow_action"


def answer_refusal(request: HttpRequest, refusal: Refusal, again: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Moderation's own answers where it refused; `cms.pages` answers everything else. All was undone already."""
    view = request.resolver_match.view_name if request.resolver_match is not None else ""
    if isinstance(refusal, NotAllowed | errors.Refused):
        if view == _DECIDING:
            return refused(request, refusal)
        if view in _EDITORS and any(name in request.POST for name in _SUBMITTING):
            return kept_as_draft(request, refusal, again)
    return pages.answer_refusal(request, refusal, again)


def kept_as_draft(
    request: HttpRequest, refusal: DomainError, again: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Save what was typed, as if the person had asked for a draft, and say why it was not submitted."""
    posted = request.POST.copy()
    for name in _SUBMITTING:
        posted.pop(name, None)
    request.POST = posted  # type: ignore[assignment]  # as mutable as Django's own
    messages.error(request, str(refusal))
    return again()


def refused(request: HttpRequest, refusal: DomainError) -> HttpResponseBase:
    """A page that says who decided or what has changed, and gives the comment back; in a dialogue, the same there."""
    context = _context(request, refusal)
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        # Wagtail's dialogue shows nothing but "server error" for any other status.
        answer: HttpResponseBase = render_modal_workflow(
            request, "moderation/refused_dialogue.html", None, context, json_data={"step": "action"}
        )
        return answer
    return render(request, "moderation/refused.html", context, status=status_of(refusal))


def status_of(refusal: DomainError) -> int:
    """409 for whoever was too late, 403 for whoever may not, 422 for a text that may not."""
    if isinstance(refusal, errors.Conflict):
        return 409
    return 403 if isinstance(refusal, _FORBIDDEN) else 422


def _context(request: HttpRequest, refusal: DomainError) -> dict[str, Any]:
    kwargs = request.resolver_match.kwargs if request.resolver_match is not None else {}
    page_id = kwargs.get("page_id")
    context: dict[str, Any] = {
        "refusal": str(refusal),
        "comment": request.POST.get("comment", ""),
        "page": Page.objects.filter(pk=page_id).first(),
    }
    newer, seen = refusal.params.get("revision_id"), refusal.params.get("seen_revision_id")
    if isinstance(refusal, errors.NewerDraft) and newer and seen and newer != seen:
        context["difference_url"] = reverse("wagtailadmin_pages:revisions_compare", args=(page_id, seen, newer))
    return context
