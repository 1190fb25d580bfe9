"""What is done with a request as a whole: begun, taken, given, given back, closed and opened again."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.models import Page

from cms.accounts.models import User
from cms.departments.errors import NotAllowed
from cms.departments.policy import actor_of, may
from cms.kernel.errors import DomainError
from cms.pages.models import BasePage
from cms.pages.visibility import explorable_pages
from cms.translation.actions import (
    ask_for_preparation,
    ask_for_translation,
    assign_request,
    claim_request,
    release_request,
    reopen_request,
    waive_request,
)
from cms.translation.admin.answering import refusal, tell, trail, visible_request
from cms.translation.models import TranslationRequest
from cms.translation.states import State


def _act(request: HttpRequest, request_id: int, act: Callable[[TranslationRequest], Any], told: str) -> HttpResponse:
    wanted = visible_request(request, request_id)
    try:
        act(wanted)
    except NotAllowed as error:
        return refusal(request, str(error))
    except DomainError as error:
        tell(request, error)
    else:
        messages.success(request, told)
    return redirect("translation_desk", request_id=wanted.pk)


@require_POST
def start(request: HttpRequest, request_id: int) -> HttpResponse:
    """Begin: take it on where it is nobody's, and have it taken apart."""
    user: Any = request.user
    at = timezone.now()

    def begin(wanted: TranslationRequest) -> None:
        if wanted.assignee_id is None and wanted.state in {State.WAITING, State.STALE}:
            claim_request(request=wanted, by=user, at=at)
        ask_for_preparation(request=wanted, by=user, at=at)

    return _act(request, request_id, begin, _("The text is being taken apart into segments."))


@require_POST
def claim(request: HttpRequest, request_id: int) -> HttpResponse:
    """“Nhận dịch”."""
    user: Any = request.user
    told = _("You have taken on this translation.")
    return _act(request, request_id, lambda row: claim_request(request=row, by=user, at=timezone.now()), told)


@require_POST
def release(request: HttpRequest, request_id: int) -> HttpResponse:
    """“Trả lại”."""
    user: Any = request.user
    told = _("The translation is everybody's again.")
    return _act(request, request_id, lambda row: release_request(request=row, by=user, at=timezone.now()), told)


@require_POST
def assign(request: HttpRequest, request_id: int) -> HttpResponse:
    """“Giao cho”."""
    user: Any = request.user
    number = request.POST.get("to", "")
    to = (
        User.objects.filter(pk=int(number), is_active=True).first() if number.isdecimal() and len(number) < 18 else None
    )
    if to is None:
        messages.error(request, _("Choose somebody."))
        return redirect("translation_desk", request_id=visible_request(request, request_id).pk)
    told = _("The translation was given to {person}.").format(person=to)
    return _act(request, request_id, lambda row: assign_request(request=row, to=to, by=user, at=timezone.now()), told)


@require_POST
def waive(request: HttpRequest, request_id: int) -> HttpResponse:
    """“Không cần dịch”, with the reason."""
    user: Any = request.user
    reason = request.POST.get("reason", "")
    told = _("This text is not translated.")
    return _act(
        request, request_id, lambda row: waive_request(request=row, reason=reason, by=user, at=timezone.now()), told
    )


@require_POST
def reopen(request: HttpRequest, request_id: int) -> HttpResponse:
    """“Dịch lại”."""
    user: Any = request.user
    told = _("This text is to be translated again.")
    return _act(request, request_id, lambda row: reopen_request(request=row, by=user, at=timezone.now()), told)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for the translation of a page; where one was asked for already, go there."""
    user: Any = request.user
    at = timezone.now()
    found: Any = explorable_pages(actor_of(user, at=at)).filter(pk=page_id).first() if page_id < 2**63 else None
    page = found.specific if found is not None else None
    if not isinstance(page, BasePage):
        return refusal(request, _("There is no such page."))
    able = may(user, "ask_translation", target=page, at=at)
    if not able:
        return refusal(request, able.reason)
    known = TranslationRequest.objects.filter(content_id=page.translation_key).exclude(state=State.NOT_NEEDED).first()
    if known is not None:
        return redirect("translation_desk", request_id=known.pk)
    if request.method == "POST":
        try:
            wanted = ask_for_translation(page=page, by=user, at=at)
        except DomainError as error:
            tell(request, error)
        else:
            messages.success(request, _("The translation was asked for."))
            return redirect("translation_desk", request_id=wanted.pk)
    context = {"page": page, "breadcrumbs_items": trail((Page.get_admin_display_title(page), ""))}
    return TemplateResponse(request, "translation/ask.html", context)
