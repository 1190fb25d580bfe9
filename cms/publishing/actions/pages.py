"""Publishing and withdrawing a page: the store follows the live row, whatever way it changed."""

import datetime
from contextlib import suppress
from typing import Literal

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Revision
from wagtail.query import PageQuerySet

from cms.accounts.models import User
from cms.kernel.failpoints import failpoint
from cms.media.actions import copy_public
from cms.publishing.actions.documents import withdraw_document
from cms.publishing.actions.recording import Shown, Withdrawn, record_shown, record_withdrawn
from cms.publishing.actions.spreading import announce_referrers, announce_subtree
from cms.publishing.actions.storing import open_store
from cms.publishing.errors import PathTaken
from cms.publishing.history import History, history_of
from cms.publishing.identity import Identity
from cms.publishing.models import PublicationEvent, PublishedDocument
from cms.publishing.page_values import PageDocument, page_document
from cms.publishing.placing import Place, forget_site_roots, is_public, place_of
from cms.publishing.queries import facets_of, row_of
from cms.publishing.registry import document_type
from cms.publishing.values import differences
from cms.subsites.models import Subsite

Kind = Literal["published", "refreshed"]


def publish_page(
    *, page: Page, by: User | None, at: datetime.datetime, revision: Revision | None = None, kind: Kind = "published"
) -> PublicationEvent | None:
    """Bring the store in line with the live state of a page: publish it, or take it out if it may not be read.

    The row is read again under a lock; the given instance only says which page (ARCHITECTURE 8.6).
    `refreshed` is for reactions to something else: nothing happens, and None returns, when the document
    is the same. A refresh of what was not public is a publication. None too when there is nothing to do.
    Raises PathTaken, and nothing has changed, when something else rightly stands at its address.
    """
    with transaction.atomic():
        live = locked_page(page.pk)
        if live is None:
            return None
        forget_site_roots()
        place = place_of(live) if is_public(live) else None
        if place is None:
            return withdraw_page(page=live, by=by, at=at)
        revision_id = revision.pk if revision is not None else live.live_revision_id
        return _show(live, place, by=by, at=at, revision_id=revision_id, kind=kind)


def locked_page(pk: int) -> Page | None:
    """The specific page as the database has it, its row locked where rows can be; None when it is gone."""
    page = Page.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    # Not `page.specific`: while a tree is being deleted, one half of a page may be gone already.
    return None if page is None else page.specific_class._default_manager.filter(pk=pk).first()


def _show(
    live: Page, place: Place, *, by: User | None, at: datetime.datetime, revision_id: int | None, kind: Kind
) -> PublicationEvent | None:
    failpoint("publish.before_present")
    history = history_of(live.translation_key, live.locale.language_code)
    document = page_document(live, place, history=history, at=at)
    what = document.what
    row = PublishedDocument.objects.filter(pk=what.key).first()
    if kind == "refreshed" and row is not None and not differences(document.values, row_of(row), facets_of(row)):
        return None
    copy_public(document.files, at=at)
    failpoint("publish.after_files")
    # Before the store: whoever publishes a translation holds its page when they come to the store.
    list(_followers(live, document).select_for_update(of=("self",)).values_list("pk"))
    open_store()
    _leave_other_site(what, history, by=by, at=at)
    previous_path = _previous_path(row, history, place)
    _free_path(what, place.path, by=by, at=at)
    shown = Shown(
        what=what,
        values=document.values,
        files=document.files,
        kind=kind if history.is_public else PublicationEvent.Kind.PUBLISHED,
        previous_path=previous_path,
        revision_id=revision_id,
        history=history,
    )
    event = record_shown(shown, by=by, at=at)
    _refresh_translations(live, document, by=by, at=at)
    if previous_path != place.path or not history.is_public:
        announce_referrers(page=live, by=by, at=at)
    if kind == "published" and previous_path and previous_path != place.path:
        announce_subtree(page=live, by=by, at=at)
    return event


def _followers(source: Page, document: PageDocument) -> PageQuerySet:
    """The live translations that repeat the facts of this text. No query of its own."""
    is_followed = document_type(document.values.columns["document_type"]).follows_source
    if document.what.locale != settings.LANGUAGE_CODE or not is_followed:
        return Page.objects.none()
    others = Page.objects.live().filter(translation_key=source.translation_key)
    return others.exclude(pk=source.pk).order_by("path")


def _refresh_translations(source: Page, document: PageDocument, *, by: User | None, at: datetime.datetime) -> None:
    """What repeats the facts of this text says them in the same commit; one that cannot stays for the repair."""
    for translated in _followers(source, document):
        with suppress(PathTaken):
            publish_page(page=translated, by=by, at=at, kind="refreshed")


def _previous_path(row: PublishedDocument | None, history: History, place: Place) -> str:
    """Where it stood before: by its last event (the store may have been deleted), else by its row."""
    last = history.shown
    if last is not None and last.site_id == place.site.pk and last.path:
        return last.path
    return (row.path or "") if row is not None else ""


def _free_path(what: Identity, path: str, *, by: User | None, at: datetime.datetime) -> None:
    """Whoever's row stands at the address has left it in Wagtail's tree: let its row follow now.

    Both rows lose their address first, so that two pages that changed places do not block each other.
    Raises PathTaken when the other belongs there: a unit, or a page that comes back to the same address.
    """
    at_address = PublishedDocument.objects.filter(site=what.site, path=path).exclude(pk=what.key)
    other = at_address.first()
    if other is None:
        return
    if other.page_id is None:
        raise PathTaken(path=path)
    PublishedDocument.objects.filter(pk__in=[what.key, other.pk]).update(path=None)
    page = Page.objects.filter(pk=other.page_id).first()
    if page is None:
        withdraw_document(document=other, by=by, at=at)
    else:
        publish_page(page=page, by=by, at=at, kind="refreshed")
    if at_address.exists():
        raise PathTaken(path=path)


def _leave_other_site(what: Identity, history: History, *, by: User | None, at: datetime.datetime) -> None:
    """A page that moved to another site is gone from the one it left."""
    last = history.shown
    if last is None or not history.is_public or last.site_id in {None, what.site.pk}:
        return
    there = Identity(site=Subsite.objects.get(pk=last.site_id), content_id=what.content_id, locale=what.locale)
    gone = Withdrawn(what=there, path=last.path, reason="", document_type=last.document_type, page_id=last.page_id)
    record_withdrawn(gone, by=by, at=at)


def withdraw_page(*, page: Page, by: User | None, at: datetime.datetime, reason: str = "") -> PublicationEvent | None:
    """Take a page out of the store: its addresses answer 410 with the public reason (a general one if empty).

    None, and no event, when it was not public. Works while the page is being deleted.
    """
    with transaction.atomic():
        locked_page(page.pk)
        locale = page.locale.language_code
        history = history_of(page.translation_key, locale)
        row = PublishedDocument.objects.filter(content_id=page.translation_key, locale=locale, page_id=page.pk).first()
        last = history.shown if history.is_public else None
        site_id = last.site_id if last is not None else row.site_id if row is not None else None
        if site_id is None:
            return None
        open_store()
        what = Identity(site=Subsite.objects.get(pk=site_id), content_id=page.translation_key, locale=locale)
        path = (last.path if last is not None else "") or (row.path if row is not None else "") or ""
        document_type = last.document_type if last is not None else row.document_type if row is not None else ""
        gone = Withdrawn(what=what, path=path, reason=reason, document_type=document_type, page_id=page.pk)
        event = record_withdrawn(gone, by=by, at=at)
        announce_referrers(page=page, by=by, at=at)
        return event
