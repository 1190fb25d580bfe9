"""Compares what should be public with the store: what is missing, too much, or different."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.core.files.storage import storages
from wagtail.models import Page

from cms.media.exposure import PublicFile
from cms.publishing.history import history_of
from cms.publishing.identity import Identity
from cms.publishing.models import FormerAddress, PublishedDocument
from cms.publishing.page_values import page_document
from cms.publishing.placing import forget_site_roots, is_public, place_of
from cms.publishing.queries import facets_of, row_of
from cms.publishing.sources import SourceDocument, source_documents
from cms.publishing.values import DocumentValues, differences


@dataclass(frozen=True, kw_only=True)
class Expected:
    """A document that should stand in the store, and what it is made of."""

    what: Identity
    values: DocumentValues
    files: tuple[PublicFile, ...]
    of: Page | SourceDocument


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong. `kind`: missing · surplus · different · file · address."""

    kind: str
    content_id: UUID
    locale: str
    path: str
    detail: str
    expected: Expected | None = None
    document: PublishedDocument | None = None


def public_pages() -> Iterator[Page]:
    """Every page that the public may read, specific, in the order of the tree."""
    live = Page.objects.live().order_by("path").values_list("pk", flat=True)
    for pk in list(live):  # the list of keys only: each page is loaded, used and forgotten
        page = Page.objects.filter(pk=pk).first()
        if page is not None and is_public(page):
            yield page.specific


def expected_documents(*, at: datetime.datetime, site_key: str = "") -> Iterator[Expected]:
    """Every document that should be public now: from pages, then from the other sources. Writes nothing."""
    forget_site_roots()
    for page in public_pages():
        place = place_of(page)
        if place is None or (site_key and place.site.key != site_key):
            continue
        history = history_of(page.translation_key, page.locale.language_code)
        document = page_document(page, place, history=history, at=at)
        yield Expected(what=document.what, values=document.values, files=tuple(document.files), of=page)
    for source in source_documents():
        if not site_key or source.site.key == site_key:
            files = tuple(source.presentation.files)
            yield Expected(what=source.identity, values=source.values(), files=files, of=source)


def findings(*, at: datetime.datetime, site_key: str = "") -> Iterator[Finding]:
    """Everything in which the store differs from what it should be."""
    seen: set[int] = set()
    for expected in expected_documents(at=at, site_key=site_key):
        seen.add(expected.what.key)
        yield from _compare(expected)
    surplus = PublishedDocument.objects.select_related("site")
    if site_key:
        surplus = surplus.filter(site__key=site_key)
    for row in surplus.iterator(chunk_size=500):
        if row.pk not in seen:
            yield Finding(
                kind="surplus",
                content_id=row.content_id,
                locale=row.locale,
                path=row.path or "",
                detail="nothing public stands behind it",
                document=row,
            )


def _compare(expected: Expected) -> Iterator[Finding]:
    values, what = expected.values, expected.what
    path = values.columns["path"] or ""

    def found(kind: str, detail: str) -> Finding:
        return Finding(
            kind=kind, content_id=what.content_id, locale=what.locale, path=path, detail=detail, expected=expected
        )

    row = PublishedDocument.objects.filter(pk=what.key).first()
    if row is None:
        yield found("missing", "public, and not in the store")
    elif wrong := differences(values, row_of(row), facets_of(row)):
        yield found("different", ", ".join(wrong))
    public = storages["public"]
    if lost := [file.public for file in expected.files if not public.exists(file.public)]:
        yield found("file", ", ".join(lost))
    if path and FormerAddress.objects.filter(site=what.site, path=path).exists():
        yield found("address", "remembered as a former address although it is in use")
