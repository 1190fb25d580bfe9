"""Mends the store by the same actions that publish and withdraw, or rebuilds it in silence."""

import datetime
import logging
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page

from cms.media.actions import copy_public, release_public, retain_public
from cms.publishing.actions.addressing import settle
from cms.publishing.actions.documents import put_document, withdraw_document
from cms.publishing.actions.pages import publish_page, withdraw_page
from cms.publishing.actions.storing import open_store, remove_row, write_row
from cms.publishing.history import history_of
from cms.publishing.identity import Identity
from cms.publishing.models import PublishedDocument
from cms.publishing.placing import forget_site_roots, is_public, place_of
from cms.publishing.reconciling import Expected, Finding, expected_documents
from cms.publishing.registry import presented_models
from cms.publishing.sources import SourceDocument

logger = logging.getLogger(__name__)


def repair(finding: Finding, *, at: datetime.datetime) -> None:
    """Mend one finding, with an event where readers may have seen the wrong thing."""
    expected = finding.expected
    if expected is None:
        if finding.document is not None:
            _take_out(finding.document, at=at)
        return
    if finding.kind == "file":
        copy_public(expected.files, at=at)
        return
    if finding.kind == "address":
        with transaction.atomic():
            open_store()
            settle(expected.what, path=expected.values.columns["path"])
        return
    if isinstance(expected.of, SourceDocument):
        put_document(document=expected.of, by=None, at=at)
    else:
        publish_page(page=expected.of, by=None, at=at, kind="refreshed")


def _take_out(row: PublishedDocument, *, at: datetime.datetime) -> None:
    page = Page.objects.filter(pk=row.page_id).first() if row.page_id else None
    is_same = page is not None and page.translation_key == row.content_id
    if page is not None and is_same and page.locale.language_code == row.locale:
        withdraw_page(page=page, by=None, at=at)
    else:
        withdraw_document(document=row, by=None, at=at)


def repair_visibility(*, at: datetime.datetime) -> int:
    """Publish pages that are public and not in the store, withdraw rows whose page may not be read; how many.

    The cheap half of reconciliation, run every ten minutes: it presents nothing that is right already.
    """
    forget_site_roots()
    count = 0
    rows = dict(PublishedDocument.objects.exclude(page_id=None).values_list("page_id", "pk"))
    live = Page.objects.live().filter(content_type__in=presented_content_types())
    live_ids = set(live.values_list("pk", flat=True))
    for pk in sorted(live_ids - rows.keys()):
        page = Page.objects.filter(pk=pk).first()
        if page is not None and is_public(page) and place_of(page) is not None:
            count += _attempt(page, at=at)
    for page_id in rows:
        page = Page.objects.filter(pk=page_id).first()
        if page is None:
            row = PublishedDocument.objects.filter(page_id=page_id).first()
            count += 1 if row is not None and withdraw_document(document=row, by=None, at=at) else 0
        elif not is_public(page):
            count += _attempt(page, at=at)
    return count


def presented_content_types() -> list[int]:
    """The content types of page models that become documents."""
    return [ContentType.objects.get_for_model(model).pk for model in presented_models()]


def _attempt(page: Page, *, at: datetime.datetime) -> int:
    try:
        return 1 if publish_page(page=page, by=None, at=at, kind="refreshed") else 0
    except Exception:
        logger.exception("page %s could not be mended", page.pk)
        return 0


def rebuild(*, at: datetime.datetime, types: Iterable[str] = ()) -> int:
    """Write every document again from its source, without events; how many. What is too much is removed.

    For a store that was lost or damaged: nothing happened to the public, so nobody is told. Rows are
    overwritten where they stand, so that readers see the old or the right one, never an empty store.
    """
    wanted = set(types)
    seen: set[int] = set()
    for expected in expected_documents(at=at):
        if wanted and expected.values.columns["document_type"] not in wanted:
            continue
        seen.add(expected.what.key)
        _rewrite(expected, at=at)
    surplus = PublishedDocument.objects.select_related("site")
    if wanted:
        surplus = surplus.filter(document_type__in=wanted)
    for row in list(surplus):
        if row.pk not in seen:
            _drop(row, at=at)
    return len(seen)


def _rewrite(expected: Expected, *, at: datetime.datetime) -> None:
    what, values = expected.what, expected.values
    with transaction.atomic():
        copy_public(expected.files, at=at)
        open_store()
        history = history_of(what.content_id, what.locale)
        if isinstance(expected.of, Page) and history.shown is not None and not history.is_public:
            return  # withdrawn since it was looked at
        path = values.columns["path"]
        if path:
            PublishedDocument.objects.filter(site=what.site, path=path).exclude(pk=what.key).update(path=None)
        last = history.shown
        write_row(
            what,
            values=values,
            version=last.pk if last is not None else 0,
            changed_at=last.occurred_at if last is not None else values.columns["updated_at"],
            translated_fingerprint=str(last.data.get("translated_fingerprint", "")) if last is not None else "",
        )
        retain_public(owner=what.owner, files=expected.files, at=at)


def _drop(row: PublishedDocument, *, at: datetime.datetime) -> None:
    what = Identity(site=row.site, content_id=row.content_id, locale=row.locale)
    with transaction.atomic():
        open_store()
        remove_row(what)
        release_public(owner=what.owner, at=at)
