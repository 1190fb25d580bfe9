"""The urgent lane (R072): publish or withdraw at once, with a reason; what was done is reviewed afterwards."""

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from cms.departments.policy import actor_of, may
from cms.departments.standing import read_organisation
from cms.kernel.calendar import clock_words
from cms.kernel.errors import DomainError
from cms.moderation.actions import publish_urgently, review_urgent_act, withdraw_urgently
from cms.moderation.admin.answering import asks, found, refusal, title_of, trail, visible_page
from cms.moderation.admin.comparison import bases_of, changes_between
from cms.moderation.admin.forms import ReasonForm, UrgentPublicationForm, UrgentReviewForm
from cms.moderation.errors import AlreadyReviewed, Incomplete, NewerDraft
from cms.moderation.models import UrgentAct
from cms.moderation.queries import issues_of
from cms.moderation.viewing import AGENCY_WIDE
from cms.moderation.words import urgent_due_words
from cms.pages.models import BasePage
from cms.publishing.queries import withdrawal_in_force

METHODS = ["GET", "HEAD", "POST"]
MOST = 200


@require_http_methods(METHODS)
def publish_now(request: HttpRequest, page_id: int) -> HttpResponse:
    """“Xuất bản khẩn”: of the newest draft, which is shown."""
    page, at = visible_page(request, page_id), timezone.now()
    able = may(request.user, "publish_urgently", target=page, at=at)
    if not able:
        return refusal(request, able.reason)
    form = UrgentPublicationForm(request.POST) if request.method == "POST" else None
    if form is None or not form.is_valid():
        return _publication_form(request, page, form, at=at, status=200 if form is None else 400)
    try:
        act = publish_urgently(page=page, **form.cleaned_data, by=request.user, at=at)  # type: ignore[arg-type]
    except DomainError as error:
        status = 409 if isinstance(error, NewerDraft) else 400
        return _publication_form(request, page, form, at=at, error=error, status=status)
    messages.success(request, _("Published at once. Another member of the board will review it by {due}.").format(
        due=clock_words(act.due_at)
    ))  # fmt: skip
    return redirect("moderation_urgent_act", act_id=act.pk)


def _publication_form(
    request: HttpRequest,
    page: BasePage,
    refused: UrgentPublicationForm | None,
    *,
    at: datetime.datetime,
    error: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    revision = page.get_latest_revision()
    if revision is None:
        raise Http404
    draft = revision.as_object()
    seen = refused.data.get("revision_id", "") if refused is not None else ""
    bases = bases_of(page, revision, seen=int(seen) if seen.isdecimal() and len(seen) < 19 else None)
    form: UrgentPublicationForm
    if refused is not None and seen == str(revision.pk):
        form = refused
    else:  # another draft came: what was typed is kept, what was read is not
        kept = refused.data.get("reason", "") if refused is not None else ""
        form = UrgentPublicationForm(initial={"revision_id": revision.pk, "reason": kept})
    context = {
        "page": page,
        "title": title_of(page),
        "revision": revision,
        "form": form,
        "error": None if isinstance(error, Incomplete) else error,
        "withdrawn": None if page.live else withdrawal_in_force(page_id=page.pk),
        "issues": error.issues if isinstance(error, Incomplete) else issues_of(draft, at=at),
        "base": bases[0] if bases else None,
        "changes": changes_between(bases[0].version, draft, request) if bases else [],
        "breadcrumbs_items": trail((title_of(page), ""), (_("Publish at once"), "")),
    }
    return TemplateResponse(request, "moderation/admin/publish_now.html", context, status=status)


@require_http_methods(METHODS)
def withdraw_now(request: HttpRequest, page_id: int) -> HttpResponse:
    """“Gỡ khẩn”: the reason is what the address answers from now on."""
    page, at = visible_page(request, page_id), timezone.now()
    able = may(request.user, "withdraw_urgently", target=page, at=at)
    if not able:
        return refusal(request, able.reason)
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()
    error: DomainError | None = None
    if form.is_bound and form.is_valid():
        try:
            act = withdraw_urgently(page=page, **form.cleaned_data, by=request.user, at=at)  # type: ignore[arg-type]
        except DomainError as refused:
            error = refused
        else:
            messages.success(request, _("The page is no longer public. Another member of the board will review it."))
            return redirect("moderation_urgent_act", act_id=act.pk)
    context = {
        "page": page,
        "title": title_of(page),
        "form": form,
        "error": error,
        "breadcrumbs_items": trail((title_of(page), ""), (_("Withdraw at once"), "")),
    }
    return TemplateResponse(
        request, "moderation/admin/withdraw_now.html", context, status=400 if form.is_bound else 200
    )


@require_safe
@asks("view_urgent_acts")
def acts(request: HttpRequest) -> HttpResponse:
    """The urgent acts of the agencies for which the person works: those to review first."""
    rows = list(_visible_acts(request).order_by("reviewed_at", "-at", "-id")[:MOST])
    waiting = [row for row in rows if row.reviewed_at is None]
    context = {
        "waiting": sorted(waiting, key=lambda row: row.due_at),
        "reviewed": sorted((row for row in rows if row.reviewed_at is not None), key=lambda row: row.at, reverse=True),
        "now": timezone.now(),
        "may_name": bool(may(request.user, "name_urgent_delegate", at=timezone.now())),
        "breadcrumbs_items": trail((_("Urgent acts"), "")),
    }
    return TemplateResponse(request, "moderation/admin/urgent_acts.html", context)


@require_http_methods(METHODS)
@asks("view_urgent_acts")
def act(request: HttpRequest, act_id: int) -> HttpResponse:
    """An urgent act with its reason; posted, the verdict of another member of the board."""
    row, at = found(_visible_acts(request), act_id), timezone.now()
    able = may(request.user, "review_urgent_act", target=row, at=at)
    form = UrgentReviewForm(request.POST) if request.method == "POST" else UrgentReviewForm()
    error: DomainError | None = None
    status = 200
    if form.is_bound:
        if not able:
            return refusal(request, able.reason)
        error, status = _reviewed(request, row, form, at=at)
        if status == 200:
            messages.success(request, _("Your verdict was recorded."))
            return redirect("moderation_urgent_acts")
        row.refresh_from_db()
    context: dict[str, Any] = {
        "act": row,
        "form": form if able and row.reviewed_at is None else None,
        "able": able,
        "error": error,
        "due_words": urgent_due_words(row.at),
        "breadcrumbs_items": trail((_("Urgent acts"), reverse("moderation_urgent_acts")), (row.page_title, "")),
    }
    return TemplateResponse(request, "moderation/admin/urgent_act.html", context, status=status)


def _reviewed(
    request: HttpRequest, row: UrgentAct, form: UrgentReviewForm, *, at: datetime.datetime
) -> tuple[DomainError | None, int]:
    if not form.is_valid():
        return None, 400
    try:
        review_urgent_act(act=row, **form.cleaned_data, by=request.user, at=at)  # type: ignore[arg-type]
    except DomainError as error:
        return error, 409 if isinstance(error, AlreadyReviewed) else 400
    return None, 200


def _visible_acts(request: HttpRequest) -> Any:
    """Of the agencies in which the person works for the whole agency; one's own acts; a superuser sees all."""
    rows = UrgentAct.objects.select_related("by", "reviewed_by", "department", "subsite__unit", "page", "revision")
    user: Any = request.user
    if user.is_superuser:
        return rows
    actor = actor_of(user, at=timezone.now())
    units = read_organisation().units_of_agencies(set(actor.units_as(*AGENCY_WIDE)))
    return rows.filter(subsite__unit__in=units) | rows.filter(by=user)
