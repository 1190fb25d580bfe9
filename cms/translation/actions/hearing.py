"""What publication does to requests: one is opened, becomes stale, is done, or has nothing to translate any more."""

import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.audit.actions import record
from cms.pages.models import BasePage
from cms.publishing.models import PublicationEvent, PublishedDocument
from cms.publishing.registry import document_type
from cms.translation.actions.assigning import follow_people
from cms.translation.actions.opening import open_request, section_of, set_clock
from cms.translation.actions.preparing import queue_preparation
from cms.translation.actions.stating import set_state
from cms.translation.actions.waiving import close_request, open_again
from cms.translation.languages import SOURCE, TARGET
from cms.translation.models import TranslationRequest
from cms.translation.registry import Opened, SourceChanged, SourceWithdrawn, announce
from cms.translation.rules import Item, opens_by_itself, restarts_clock
from cms.translation.states import UNFINISHED, Occasion, State

Kind = PublicationEvent.Kind
# Doors of the code through which texts come in numbers: they open no request (DOMAIN 78).
IMPORTS = ("import", "load_demo")
_WITHDRAWN = _("The Vietnamese text is no longer public.")


@transaction.atomic
def hear(*, event: PublicationEvent, at: datetime.datetime) -> None:
    """Bring the request of a content in line with what was published; an event heard twice or late changes nothing."""
    if event.content_id is None or event.kind not in {Kind.PUBLISHED, Kind.REFRESHED, Kind.WITHDRAWN}:
        return
    if event.locale == SOURCE:
        _hear_source(event, event.content_id, at=at)
    elif event.locale == TARGET:
        _hear_target(event, event.content_id, at=at)


def _hear_source(event: PublicationEvent, content_id: UUID, *, at: datetime.datetime) -> None:
    request = _locked(content_id)
    if request is None:
        if event.kind == Kind.PUBLISHED:
            _open_by_itself(event, content_id, at=at)
        return
    if event.pk <= request.source_event_id:
        return
    request.source_event_id = event.pk
    request.save(update_fields=["source_event_id"])
    if event.kind == Kind.WITHDRAWN:
        _lose_source(request, at=at)
        return
    document = PublishedDocument.objects.filter(content_id=content_id, locale=SOURCE).first()
    if document is None:  # withdrawn since: that event follows
        return
    _follow_page(request, document)
    is_back = request.state == State.NOT_NEEDED and request.closed_by_id is None  # nobody's word: it was withdrawn
    if document.source_fingerprint != request.source_fingerprint:
        _change_source(request, document, at=at)
    if is_back:
        open_again(request, by=None, at=at)


def _open_by_itself(event: PublicationEvent, content_id: UUID, *, at: datetime.datetime) -> None:
    document = PublishedDocument.objects.filter(content_id=content_id, locale=SOURCE).first()
    page: Any = Page.objects.filter(pk=event.page_id, live=True).first() if event.page_id else None
    if document is None or page is None or event.site is None:
        return
    page = page.specific
    if not isinstance(page, BasePage) or not document_type(document.document_type).translatable:
        return
    section = section_of(page)
    item = Item(
        first_published_at=document.first_published_at,
        english=section.english if section is not None else None,
        is_import=str(event.data.get("door", "")).startswith(IMPORTS),
        is_text=page.is_text,
    )
    if not opens_by_itself(item, english_live_from=event.site.english_live_from):
        return
    request = open_request(
        page=page,
        subsite=event.site,
        document=document,
        occasion=Occasion.PUBLISHED,
        triggered_at=event.occurred_at,
        by=None,
        at=at,
    )
    request.source_event_id = event.pk
    request.save(update_fields=["source_event_id"])


def _follow_page(request: TranslationRequest, document: PublishedDocument) -> None:
    """Title, unit, section and page are those of the public text."""
    page: Any = Page.objects.filter(pk=document.page_id).first()
    request.title, request.source_page = document.title, page
    if page is not None and isinstance(page.specific, BasePage):
        request.department, request.section = page.specific.department, section_of(page.specific)
    request.save(update_fields=["title", "source_page", "department", "section"])


def _change_source(request: TranslationRequest, document: PublishedDocument, *, at: datetime.datetime) -> None:
    """Another text is public: what is translated is out of date, and is taken apart again in the background."""
    was_public = request.live_at is not None
    request.source_fingerprint = document.source_fingerprint
    if was_public and request.stale_since is None:
        request.stale_since = at
    request.save(update_fields=["source_fingerprint", "stale_since"])
    if request.synced_fingerprint:
        queue_preparation(request)
    if request.state == State.NOT_NEEDED:
        # Somebody said of one change that the English stays as it is, not of every later one.
        if was_public and request.closed_by_id is not None:
            open_again(request, by=None, at=at)
        return
    is_done = request.state in {State.LIVE, State.IN_REVIEW}
    if restarts_clock(is_done=is_done, due_at=request.due_at, at=at):
        set_clock(request, triggered_at=at)
    if request.state == State.LIVE:
        request.state = State.STALE
    if request.is_open:
        follow_people(request, at=at)
    request.save()
    set_state(request, request.state)
    record(action="translation.stale", by=None, at=at, target=request, data={"due_at": request.due_at})
    announce(SourceChanged(request=request, was_public=was_public, at=at))


def _lose_source(request: TranslationRequest, *, at: datetime.datetime) -> None:
    """Nothing to translate any more. What is public in English stays so: people decide about it.

    What is in review does not go public (`cms.translation.gate`), and who reviews it is told.
    """
    is_public, was_in_review = request.live_at is not None, request.state == State.IN_REVIEW
    if request.state in UNFINISHED:
        close_request(request, reason=str(_WITHDRAWN), by=None, at=at)
    if is_public or was_in_review:
        announce(SourceWithdrawn(request=request, is_public=is_public, at=at))


def _hear_target(event: PublicationEvent, content_id: UUID, *, at: datetime.datetime) -> None:
    request = _locked(content_id)
    if request is None or event.pk <= request.target_event_id:
        return
    request.target_event_id = event.pk
    if event.kind == Kind.WITHDRAWN:
        request.live_at = request.stale_since = None
        request.save(update_fields=["target_event_id", "live_at", "stale_since"])
        if request.state in {State.LIVE, State.STALE}:
            _lose_target(request, at=at)
        return
    followed = str(event.data.get("translated_fingerprint", ""))
    is_stale = bool(followed) and followed != request.source_fingerprint
    request.live_at = request.live_at or event.occurred_at
    request.first_live_at = request.first_live_at or event.occurred_at
    request.target_page_id = event.page_id or request.target_page_id
    request.stale_since = (request.stale_since or at) if is_stale else None
    request.save(update_fields=["target_event_id", "live_at", "first_live_at", "target_page", "stale_since"])
    if event.kind == Kind.PUBLISHED:
        set_state(request, State.STALE if is_stale else State.LIVE)
        record(action="translation.public", by=None, at=at, target=request)


def _lose_target(request: TranslationRequest, *, at: datetime.datetime) -> None:
    """The English page was withdrawn: it is owed again, from now; where the source is gone too, nothing is."""
    if not PublishedDocument.objects.filter(content_id=request.content_id, locale=SOURCE).exists():
        close_request(request, reason=str(_WITHDRAWN), by=None, at=at)
        return
    set_clock(request, triggered_at=at)
    follow_people(request, at=at)
    request.save()
    set_state(request, State.WAITING)
    announce(Opened(request=request, by=None, at=at))


@transaction.atomic
def hear_review(*, page: Page, is_open: bool, at: datetime.datetime) -> None:
    """The English draft went to its reviewers, or came back from them. Nothing for pages without a request."""
    request = (
        TranslationRequest.objects.select_for_update()
        .filter(target_page_id=page.pk, content_id=page.translation_key)
        .first()
    )
    if request is None:
        return
    if is_open and request.state in UNFINISHED | {State.LIVE}:
        set_state(request, State.IN_REVIEW)
    elif not is_open and request.state == State.IN_REVIEW:
        set_state(request, State.IN_PROGRESS)


def _locked(content_id: UUID) -> TranslationRequest | None:
    rows = TranslationRequest.objects.select_for_update().filter(content_id=content_id, target_locale=TARGET)
    return rows.first()
