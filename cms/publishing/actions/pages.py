"""Publishing and withdrawing a page: the store follows the live row, whatever way it changed."""

import datetime
import logging
from typing import Literal

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.models import Page, Revision

from cms.kernel.failpoints import failpoint
from cms.media.actions import copy_public
from cms.publishing.actions.recording import Shown, Withdrawn, record_shown, record_withdrawn
from cms.publishing.actions.spreading import announce_referrers, announce_subtree
from cms.publishing.actions.storing import open_store, stored
from cms.publishing.history import History, history_of
from cms.publishing.models import PublicationEvent, PublishedDocument
from cms.publishing.page_values import PageDocument, page_document
from cms.publishing.placing import Place, forget_site_roots, is_public, place_of
from cms.publishing.queries import facets_of, row_of
from cms.publishing.values import differences
from cms.subsites.models import Subsite

logger = logging.getLogger(__name__)
Kind = Literal["published", "refreshed"]


def publish_page(
    *,
    page: Page,
    by: AbstractBaseUser | None,
    at: datetime.datetime,
    revision: Revision | None = None,
    kind: Kind = "published",
) -> PublicationEvent | None:
    """Bring the store in line with the live state of a page: publish it, or take it out if it may not be read.

    The row is read again under a lock; the given instance only says which page (ARCHITECTURE 8.6).
    `refreshed` is for reactions to something else: nothing happens, and None returns, when the document
    is the same. A refresh of what was not public is a publication. None too when there is nothing to do.
    """
    with transaction.atomic():
        live = locked_page(page.pk)
        if live is None:
            return None
        forget_site_roots()
        place = place_of(live) if is_public(live) else None
        if place is None:
            return withdraw_page(page=live, by=by, at=at)
        return _show(live, place, by=by, at=at, revision=revision, kind=kind)


def locked_page(pk: int) -> Page | None:
    """The specific page as the database has it, its row locked where rows can be; None when it is gone."""
    page = Page.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    return None if page is None else page.specific


def _show(
    live: Page,
    place: Place,
    *,
    by: AbstractBaseUser | None,
    at: datetime.datetime,
    revision: Revision | None,
    kind: Kind,
) -> PublicationEvent | None:
    failpoint("publish.before_present")
    history = history_of(live.translation_key, live.locale.language_code)
    document = page_document(live, place, history=history, at=at)
    row = stored(site=place.site, content_id=document.values.content_id, locale=document.values.locale)
    if kind == "refreshed" and row is not None and not differences(document.values, row_of(row), facets_of(row)):
        return None
    copy_public(document.files, at=at)
    failpoint("publish.after_files")
    open_store()
    _leave_other_sites(live, place, history, by=by, at=at)
    previous_path = _previous_path(row, history, place)
    _free_path(place, document, row, by=by, at=at)
    shown = Shown(
        site=place.site,
        values=document.values,
        files=document.files,
        kind=kind if history.is_public else PublicationEvent.Kind.PUBLISHED,
        previous_path=previous_path,
        revision_id=revision.pk if revision is not None else live.live_revision_id,
        history=history,
    )
    event = record_shown(shown, by=by, at=at)
    if previous_path != place.path or not history.is_public:
        announce_referrers(page=live, by=by, at=at)
    if kind == "published" and previous_path and previous_path != place.path:
        announce_subtree(page=live, by=by, at=at)
    return event


def _previous_path(row: PublishedDocument | None, history: History, place: Place) -> str:
    """Where it stood before: by its last event (the store may have been deleted), else by its row."""
    last = history.shown
    if last is not None and last.site_id == place.site.pk and last.path:
        return last.path
    return (row.path or "") if row is not None else ""


def _free_path(
    place: Place,
    document: PageDocument,
    row: PublishedDocument | None,
    *,
    by: AbstractBaseUser | None,
    at: datetime.datetime,
) -> None:
    """Whoever stands at the address has left it in Wagtail's tree, and its row has not followed yet: move it now."""
    if row is not None and row.path == place.path:
        return
    other = PublishedDocument.objects.filter(site=place.site, path=place.path).first()
    if other is None or (row is not None and other.pk == row.pk):
        return
    if row is not None:
        PublishedDocument.objects.filter(pk=row.pk).update(path=None)
    PublishedDocument.objects.filter(pk=other.pk).update(path=None)
    page = Page.objects.filter(pk=other.page_id).first() if other.page_id else None
    if page is not None:
        publish_page(page=page, by=by, at=at, kind="refreshed")
    else:
        logger.error("the page %s took the address %s of %s", document.values.columns["page_id"], place.path, other)


def _leave_other_sites(
    live: Page, place: Place, history: History, *, by: AbstractBaseUser | None, at: datetime.datetime
) -> None:
    """A page that moved to another site is gone from the one it left."""
    last = history.shown
    if last is None or not history.is_public or last.site_id in (None, place.site.pk):
        return
    site = Subsite.objects.get(pk=last.site_id)
    record_withdrawn(Withdrawn(site=site, document=last, path=last.path, reason=""), by=by, at=at)


def withdraw_page(
    *, page: Page, by: AbstractBaseUser | None, at: datetime.datetime, reason: str = ""
) -> PublicationEvent | None:
    """Take a page out of the store: its addresses answer 410 with the public reason (a general one if empty).

    None, and no event, when it was not public. Works while the page is being deleted.
    """
    with transaction.atomic():
        locked_page(page.pk)
        open_store()
        locale = page.locale.language_code
        rows = PublishedDocument.objects.select_related("site").filter(content_id=page.translation_key, locale=locale)
        row = rows.first()
        history = history_of(page.translation_key, locale)
        last = row or (history.shown if history.is_public else None)
        if last is None or last.site_id is None:
            return None
        site = row.site if row is not None else Subsite.objects.get(pk=last.site_id)
        path = (history.shown.path if history.shown is not None and history.is_public else "") or last.path or ""
        event = record_withdrawn(Withdrawn(site=site, document=last, path=path, reason=reason), by=by, at=at)
        announce_referrers(page=page, by=by, at=at)
        return event
