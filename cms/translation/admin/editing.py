"""The page editor of a translation is the translator's desk; beside a Vietnamese page stands how its English one is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.kernel.calendar import clock_words
from cms.pages.page_lock import why_locked
from cms.pages.registry import PageStatus, StatusFact
from cms.translation.errors import PageLocked
from cms.translation.models import TranslationRequest
from cms.translation.states import State


def to_the_desk(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Hook `before_edit_page`, before wagtail-localize's own, whose editor writes what it likes (ADR 0102).

    A page that is kept by segments is edited on the desk; what is posted to its form changes nothing. One that is not
    any more begins to be again where it is not locked.
    """
    if "localize-restart-translation" in request.POST:
        reason = why_locked(page, request.user)  # type: ignore[arg-type]
        if reason is None:
            return None
        messages.error(request, str(PageLocked(reason=reason)))
        return redirect("wagtailadmin_pages:edit", page.pk)
    kept = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    )
    if not kept.exists():
        return None
    found = TranslationRequest.objects.filter(
        content_id=page.translation_key, target_locale=page.locale.language_code
    ).first()
    if found is not None:
        return redirect("translation_desk", request_id=found.pk)
    source = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk).order_by("pk").first()
    return redirect("translation_ask", page_id=source.pk) if source is not None else None


def translation_status(page: Any, request: HttpRequest | None) -> PageStatus | None:
    """The box “Bản tiếng Anh” beside a Vietnamese page that is or was to be translated."""
    if not page.pk:
        return None
    found = (
        TranslationRequest.objects.filter(content_id=page.translation_key, source_page_id=page.pk)
        .select_related("assignee", "pool")
        .first()
    )
    if found is None:
        return None
    is_late = found.is_open and found.due_at < timezone.now()
    facts = [StatusFact(label=_("State"), value=str(found.get_state_display()), tone="late" if is_late else "")]
    if found.is_open:
        facts.append(StatusFact(label=_("Due"), value=clock_words(found.due_at), tone="late" if is_late else ""))
    if found.state == State.NOT_NEEDED:
        facts.append(StatusFact(label=_("Reason"), value=found.reason))
    who = str(found.assignee or found.pool or _("nobody yet"))
    facts.append(StatusFact(label=_("Translator"), value=who))
    return PageStatus(heading=_("English version"), facts=facts, icon="globe")
