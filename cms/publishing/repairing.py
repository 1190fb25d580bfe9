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
from cms.publishing.placing import forget_site_roots
from cms.publishing.public_places import public_places
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
    """Bring in line the pages that are missing from the store or stand at another address, and the rows
    whose page may not be read; how many.

    The cheap half of reconciliation, run every ten minutes: what is right already is neither loaded nor
    presented, and it asks the database the same few questions however many pages there are.
    """
    forget_site_roots()
    expected = public_places(content_types=presented_content_types())
    rows = PublishedDocument.objects.filter(page_id__isnull=False).values_list("page_id", "site_id", "path")
    stored = {page_id: (site_id, path) for page_id, site_id, path in rows if page_id is not None}
    wrong = [pk for pk in expected.keys() | stored.keys() if expected.get(pk) != stored.get(pk)]
    count = 0
    for pk in sorted(wrong):
        count += _attempt(pk, at=at)
    return count


def presented_content_types() -> list[int]:
    """The content types of page models that become documents."""
    return [ContentType.objects.get_for_model(model).pk for model in presented_models()]


def _attempt(page_id: int, *, at: datetime.datetime) -> int:
    page = Page.objects.filter(pk=page_id).first()
    try:
        if page is not None:
            return 1 if publish_page(page=page, by=None, at=at, kind="refreshed") else 0
        rows = list(PublishedDocument.objects.filter(page_id=page_id))
        return sum(1 for row in rows if withdraw_document(document=row, by=None, at=at))
    except Exception:
        logger.exception("page %s could not be mended", page_id)
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
            at_address = PublishedDocument.objects.filter(site=what.site, path=path).exclude(pk=what.key)
            if isinstance(expected.of, Page) and at_address.filter(page_id=None).exists():
                logger.error("page %s stands at the address %s of another document: left out", expected.of.pk, path)
                return
            at_address.update(path=None)  # of a page that stands elsewhere: its turn comes
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
