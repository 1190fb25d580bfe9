"""Sending a text to its reviewers, and taking it back."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import WorkflowState

from cms.departments.policy import may
from cms.kernel.errors import DomainError
from cms.moderation.actions import submit, withdraw_submission
from cms.moderation.admin.answering import refusal, tell, title_of, trail, visible_page
from cms.moderation.admin.forms import ReasonForm, SubmitForm
from cms.moderation.configuration import configuration_of
from cms.moderation.errors import Incomplete
from cms.moderation.models import ReviewState
from cms.moderation.queries import issues_of, open_state_of
from cms.moderation.requirements.issues import Issue, Level
from cms.pages.models import BasePage
from cms.subsites.queries import subsite_of_page

METHODS = ["GET", "HEAD", "POST"]
REFUSED_BY_A_RULE = 400


@require_http_methods(METHODS)
def send(request: HttpRequest, page_id: int) -> HttpResponse:
    """Submit, or submit again after a return: what is missing, who will read it, the declaration."""
    page, at = visible_page(request, page_id), timezone.now()
    able = may(request.user, "submit_page", target=page, at=at)
    if not able:
        return refusal(request, able.reason)
    running = open_state_of(page)
    if running is not None:
        messages.info(request, _("This text has already been submitted."))
        return redirect("moderation_task", state_id=running.pk)
    form = SubmitForm(request.POST) if request.method == "POST" else SubmitForm()
    if request.method != "POST":
        return _send_form(request, page, form, at=at)
    if not form.is_valid():
        return _send_form(request, page, form, at=at, status=REFUSED_BY_A_RULE)
    try:
        submit(page=page, **form.cleaned_data, by=request.user, at=at)  # type: ignore[arg-type]
    except DomainError as error:
        return _send_form(request, page, form, at=at, error=error, status=REFUSED_BY_A_RULE)
    return _sent(request, page)


def _sent(request: HttpRequest, page: BasePage) -> HttpResponse:
    state = open_state_of(page)
    if state is None:  # decided in the same moment by somebody else: their decision stands
        return redirect("moderation_waiting")
    words = _("“{title}” was submitted: {step}, {department}.")
    told = words.format(title=title_of(page), step=state.get_step_display(), department=state.department)
    messages.success(request, told)
    return redirect("moderation_task", state_id=state.pk)


def _send_form(
    request: HttpRequest,
    page: BasePage,
    form: SubmitForm,
    *,
    at: datetime.datetime,
    error: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    draft = page.get_latest_revision_as_object()
    issues: list[Issue] = error.issues if isinstance(error, Incomplete) else issues_of(draft, at=at)
    subsite = subsite_of_page(page)
    keys = page.section_keys()
    steps = configuration_of(subsite, keys[0] if keys else "").steps() if subsite is not None else ()
    context = {
        "page": page,
        "title": title_of(page),
        "form": form,
        "error": None if isinstance(error, Incomplete) else error,
        "issues": issues,
        "blocks": any(issue.level == Level.BLOCK for issue in issues),
        "steps": [step.label for step in steps],
        "department": page.department,
        "returned": _last_return(page),
        "breadcrumbs_items": trail((title_of(page), ""), (_("Submit for review"), "")),
    }
    return TemplateResponse(request, "moderation/admin/submit.html", context, status=status)


def _last_return(page: BasePage) -> Any:
    """The decision with which the text was sent back and to which the writer answers now; None otherwise."""
    running = page.current_workflow_state
    if running is None or running.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    state = ReviewState.objects.select_related("decision__by").filter(pk=running.current_task_state_id).first()
    return getattr(state, "decision", None)


@require_http_methods(METHODS)
def take_back(request: HttpRequest, page_id: int) -> HttpResponse:
    """Withdraw the submission of a text, with the reason its reviewers read."""
    page, at = visible_page(request, page_id), timezone.now()
    running = page.current_workflow_state
    state = None
    if running is not None:
        rows = ReviewState.objects.select_related("subsite", "page", "department")
        state = rows.filter(pk=running.current_task_state_id).first()
    if state is None:
        messages.info(request, _("This text is not being reviewed."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    able = may(request.user, "withdraw_submission", target=state, at=at)
    if not able:
        return refusal(request, able.reason)
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()
    if request.method != "POST" or not form.is_valid():
        context = {
            "form": form,
            "state": state,
            "title": title_of(page),
            "breadcrumbs_items": trail((title_of(page), ""), (_("Take back"), "")),
        }
        status = 200 if request.method != "POST" else REFUSED_BY_A_RULE
        return TemplateResponse(request, "moderation/admin/take_back.html", context, status=status)
    try:
        withdraw_submission(page=page, reason=form.cleaned_data["reason"], by=request.user, at=at)  # type: ignore[arg-type]
    except DomainError as error:
        tell(request, error)
        return redirect("moderation_task", state_id=state.pk)
    messages.success(request, _("The text is yours again: a draft that nobody reviews."))
    return redirect("wagtailadmin_pages:edit", page.pk)
