"""Texts are taken apart into segments by the worker: when somebody begins, and when the source has changed.

wagtail-localize needs hundreds of queries for a long text (STACK §3a.11). The request only asks; a job does it under a
lease, so that a killed worker's work is taken up, and says how far it is.
"""

import datetime
import logging
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from cms.audit.actions import record
from cms.audit.deciding import deciding
from cms.bin.queries import is_in_bin
from cms.departments.policy import require
from cms.kernel.errors import DomainError
from cms.pages.models import BasePage
from cms.publishing.models import PublishedDocument
from cms.translation.actions.seeding import seed_from_page
from cms.translation.errors import NotOpen, PageInBin, SourceGone
from cms.translation.models import TranslationRequest
from cms.translation.queries import locale_of
from cms.translation.registry import Prepared, announce
from cms.translation.states import UNFINISHED, Preparation, State

if TYPE_CHECKING:
    from cms.accounts.models import User

logger = logging.getLogger(__name__)
LEASE = datetime.timedelta(minutes=5)
MOST_TRIES = 5
PAUSE = datetime.timedelta(seconds=20)  # after the first failure; twice as long after each
# What is counted as progress: pages above, source, page, words of an English page that was there before.
STEPS = 4


@transaction.atomic
def ask_for_preparation(*, request: TranslationRequest, by: "User", at: datetime.datetime) -> TranslationRequest:
    """Begin: have the text taken apart. Twice is once. Raise NotAllowed, NotOpen, SourceGone, PageInBin."""
    current = TranslationRequest.objects.select_for_update().get(pk=request.pk)
    require(by, "work_on_translation", target=current, at=at)
    if current.state not in UNFINISHED | {State.LIVE}:
        raise NotOpen(state=current.get_state_display())
    if not _is_public(current):
        raise SourceGone
    target = current.target_page
    if target is not None and is_in_bin(target):
        raise PageInBin
    if current.preparation in {Preparation.NONE, Preparation.FAILED} or target is None:
        queue_preparation(current)
    return current


def queue_preparation(request: TranslationRequest) -> None:
    """Under the row's lock: the next turn of the worker does it."""
    request.preparation, request.prepared_until = Preparation.ASKED, None
    request.preparation_tries, request.preparation_error = 0, ""
    request.progress_done, request.progress_total = 0, STEPS
    request.save(
        update_fields=[
            "preparation", "prepared_until", "preparation_tries", "preparation_error",
            "progress_done", "progress_total",
        ]
    )  # fmt: skip


def prepare_next(*, at: datetime.datetime) -> TranslationRequest | None:
    """Take the oldest text that waits, or whose worker was killed, and prepare it; None when none waits.

    Nothing is shown before all steps are done. What fails is tried five times with longer pauses, then told.
    """
    # What failed waits (`prepared_until`) before it is tried again; what runs is free once its lease is over.
    is_time = Q(prepared_until__isnull=True) | Q(prepared_until__lt=at)
    free = Q(preparation=Preparation.ASKED) & is_time | Q(preparation=Preparation.RUNNING, prepared_until__lt=at)
    for request in TranslationRequest.objects.filter(free).order_by("due_at", "pk")[:8]:
        claim = TranslationRequest.objects.filter(free, pk=request.pk, prepared_until=request.prepared_until)
        if claim.update(
            preparation=Preparation.RUNNING, prepared_until=at + LEASE, preparation_tries=F("preparation_tries") + 1
        ):
            return _run(TranslationRequest.objects.get(pk=request.pk), at=at)
    return None


def _run(request: TranslationRequest, *, at: datetime.datetime) -> TranslationRequest:
    if request.preparation_tries > MOST_TRIES:
        return _fail(request, _("The worker process ended each time it prepared this text."), at=at, is_over=True)
    try:
        return prepare_request(request=request, at=at)
    except Exception as failure:
        logger.exception("preparing %s failed", request)
        known = isinstance(failure, DomainError)
        told = str(failure) if known else _("The system failed; its administrators find the cause in the log.")
        is_over = request.preparation_tries >= MOST_TRIES or isinstance(failure, SourceGone | PageInBin)
        return _fail(request, told, at=at, is_over=is_over)


def _fail(request: TranslationRequest, told: str, *, at: datetime.datetime, is_over: bool) -> TranslationRequest:
    with transaction.atomic():
        current = TranslationRequest.objects.select_for_update().get(pk=request.pk)
        if current.prepared_until != request.prepared_until:  # another worker has taken it up, or has done it
            return current
        current.preparation = Preparation.FAILED if is_over else Preparation.ASKED
        current.preparation_error = told[:2000]
        current.prepared_until = None if is_over else at + PAUSE * 2 ** (current.preparation_tries - 1)
        current.save(update_fields=["preparation", "preparation_error", "prepared_until"])
        if is_over:
            record(action="translation.preparation_failed", by=None, at=at, target=current, data={"reason": told[:500]})
            announce(Prepared(request=current, at=at, error=told))
    return current


def prepare_request(*, request: TranslationRequest, at: datetime.datetime) -> TranslationRequest:
    """Take the public Vietnamese text apart into segments, and make the English draft where there is none.

    Again after a change: unchanged segments keep their translations, the others keep theirs as suggestions; the English
    page is not touched. Pages above without an English version are begun first, as drafts. Each step commits for
    itself, so that the screen says how far it is, and bears being repeated. Raise SourceGone, PageInBin.
    """
    locale = locale_of(request.target_locale)
    _begin_above(_public_source(request), locale, at=at)
    _tell_progress(request, 1)
    source, fingerprint = _take_apart(request)
    _tell_progress(request, 2)
    target, is_new = _target(_public_source(request), locale, owner=request.assignee, at=at)
    _tell_progress(request, 3)
    return _finish(request, source, target, fingerprint, is_first=not is_new and not request.synced_fingerprint, at=at)


@transaction.atomic
def _take_apart(request: TranslationRequest) -> tuple[TranslationSource, str]:
    """The segments of the public text and its fingerprint, of one version: the page's row is locked as to publish."""
    Page.objects.select_for_update().filter(pk=request.source_page_id).values_list("pk").first()
    page = _public_source(request)
    document = PublishedDocument.objects.filter(content_id=request.content_id, locale=request.source_locale).first()
    if document is None:
        raise SourceGone
    source, _is_new = TranslationSource.update_or_create_from_instance(page)
    return source, document.source_fingerprint


@transaction.atomic
def _finish(
    request: TranslationRequest,
    source: TranslationSource,
    target: BasePage,
    fingerprint: str,
    *,
    is_first: bool,
    at: datetime.datetime,
) -> TranslationRequest:
    current = TranslationRequest.objects.select_for_update().get(pk=request.pk)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=target.locale)
    if not translation.enabled:
        translation.enabled = True
        translation.save(update_fields=["enabled"])
    if is_first:
        seed_from_page(source, target)
    current.target_page = target
    current.synced_fingerprint = fingerprint
    current.source_fingerprint = current.source_fingerprint or fingerprint
    current.preparation, current.prepared_until = Preparation.READY, None
    current.preparation_error, current.progress_done = "", STEPS
    current.save()
    data = {"segments": source.stringsegment_set.count()}
    record(action="translation.prepared", by=None, at=at, target=current, data=data)
    announce(Prepared(request=current, at=at))
    if current.needs_sync:  # published once more meanwhile
        queue_preparation(current)
    return current


def _public_source(request: TranslationRequest) -> BasePage:
    page: Any = Page.objects.filter(pk=request.source_page_id, live=True).first()
    if page is None:
        raise SourceGone
    specific: BasePage = page.specific
    return specific


def _begin_above(page: BasePage, locale: Any, *, at: datetime.datetime) -> None:
    """English drafts of the pages above that have none, from the top; never aliases, which would be live at once."""
    for above in page.get_ancestors().filter(depth__gt=1).specific():
        if above.get_translation_or_none(locale) is None and isinstance(above, BasePage):
            _target(above, locale, owner=None, at=at)


@transaction.atomic
def _target(page: BasePage, locale: Any, *, owner: "User | None", at: datetime.datetime) -> tuple[BasePage, bool]:
    """The English page; a draft with the texts of the source where there was none, which no review lets through."""
    found = page.get_translation_or_none(locale)
    if found is not None:
        if is_in_bin(found):
            raise PageInBin
        return found.specific, False
    with deciding(by=owner, at=at):
        made = CopyPageForTranslationAction(page, locale, user=owner).execute(skip_permission_checks=True)
    made = made.specific
    type(made).objects.filter(pk=made.pk).update(owner=owner, first_published_at=None, last_published_at=None)
    made.refresh_from_db()
    return made, True


def _is_public(request: TranslationRequest) -> bool:
    return bool(Page.objects.filter(pk=request.source_page_id, live=True).exists())


def _tell_progress(request: TranslationRequest, done: int) -> None:
    """For the screen that waits."""
    TranslationRequest.objects.filter(pk=request.pk).update(progress_done=done)
