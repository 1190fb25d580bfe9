"""Requests are opened: by the publication of a text, or by somebody who asks."""

import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from wagtail.models import Page

from cms.audit.actions import record
from cms.departments.policy import require
from cms.departments.queries import working_calendar
from cms.editorial.models import English, Section
from cms.kernel.calendar import day_of
from cms.pages.models import BasePage
from cms.publishing.models import PublishedDocument
from cms.subsites.models import Subsite
from cms.translation.errors import NotTranslatable, SectionNotTranslated
from cms.translation.languages import SOURCE, TARGET
from cms.translation.models import TranslationRequest
from cms.translation.queries import pool_for, rule_of
from cms.translation.registry import Opened, announce
from cms.translation.rules import due_of, first_reminder
from cms.translation.states import Occasion, State

if TYPE_CHECKING:
    from cms.accounts.models import User


@transaction.atomic
def ask_for_translation(*, page: BasePage, by: "User", at: datetime.datetime) -> TranslationRequest:
    """Ask for the translation of a public Vietnamese page; an unneeded request is opened again (R077).

    Raise NotAllowed; NotTranslatable for what is not public or has no English site; SectionNotTranslated.
    """
    require(by, "ask_translation", target=page, at=at)
    document = PublishedDocument.objects.filter(content_id=page.translation_key, locale=SOURCE).first()
    if document is None or document.page_id != page.pk:
        raise NotTranslatable
    section = section_of(page)
    if section is not None and section.english == English.NEVER:
        raise SectionNotTranslated(section=section.title_vi)
    subsite = Subsite.objects.select_related("unit").get(pk=document.site_id)
    return open_request(
        page=page, subsite=subsite, document=document, occasion=Occasion.ASKED, triggered_at=at, by=by, at=at
    )


@transaction.atomic
def open_request(
    *,
    page: BasePage,
    subsite: Subsite,
    document: PublishedDocument,
    occasion: str,
    triggered_at: datetime.datetime,
    by: "User | None",
    at: datetime.datetime,
) -> TranslationRequest:
    """Open the request of a public text, or open it again where it was not needed; an open one is left as it is.

    Who may is the caller's to ask. `triggered_at`: from when its days are counted (R078).
    """
    request = (
        TranslationRequest.objects.select_for_update()
        .filter(content_id=document.content_id, target_locale=TARGET)
        .first()
    )
    if request is not None and request.state != State.NOT_NEEDED:
        return request
    is_new = request is None
    target = Page.objects.filter(translation_key=document.content_id, locale__language_code=TARGET).first()
    request = request or TranslationRequest(
        content_id=document.content_id, source_locale=SOURCE, target_locale=TARGET, opened_at=at, opened_by=by
    )
    request.subsite, request.source_page, request.target_page = subsite, page, target
    request.department = page.department
    request.pool = pool_for(page.department, subsite, on=day_of(at))
    request.section, request.title = section_of(page), document.title
    request.occasion, request.state = Occasion(occasion), State.WAITING
    request.reason, request.closed_by, request.closed_at = "", None, None
    request.source_fingerprint = document.source_fingerprint
    set_clock(request, triggered_at=triggered_at)
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError:
        if not is_new:
            raise
        # Somebody who asks and the worker at the same moment: it is open.
        return TranslationRequest.objects.get(content_id=document.content_id, target_locale=TARGET)
    code = "translation.opened" if is_new else "translation.reopened"
    record(action=code, by=by, at=at, target=request, data={"occasion": request.occasion, "due_at": request.due_at})
    announce(Opened(request=request, by=by, at=at))
    return request


def set_clock(request: TranslationRequest, *, triggered_at: datetime.datetime) -> None:
    """Give a request its days, counted from a moment, and the reminders that go with them; the caller saves it."""
    rule, calendar = rule_of(request.subsite), working_calendar()
    due = due_of(
        triggered_at=triggered_at,
        days=rule.days if rule is not None else None,
        counting=request.subsite.day_counting,
        calendar=calendar,
    )
    request.due_at, request.due_basis = due.at, due.basis()
    request.next_reminder_at, request.escalation = first_reminder(due.at, calendar), 0


def section_of(page: BasePage) -> Section | None:
    """The nearest section of the plan in which a page stands."""
    above = page.get_ancestors(inclusive=True).values("translation_key")
    sections = {section.content_id: section for section in Section.objects.filter(content_id__in=above)}
    if not sections:
        return None
    keys = page.get_ancestors(inclusive=True).order_by("-depth").values_list("translation_key", flat=True)
    return next((sections[key] for key in keys if key in sections), None)
