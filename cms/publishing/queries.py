"""Reads of the store by the write side."""

from collections.abc import Mapping
from typing import Any

from wagtail.models import Page

from cms.publishing.models import Delivery, DocumentFacet, PublicationEvent, PublishedDocument
from cms.publishing.placing import Place
from cms.publishing.values import CONTENT_COLUMNS


def row_of(document: PublishedDocument) -> Mapping[str, Any]:
    """The columns of a stored document that `values.differences` compares."""
    return {name: getattr(document, name) for name in CONTENT_COLUMNS}


def facets_of(document: PublishedDocument) -> frozenset[tuple[str, str]]:
    """The facets of a stored document, as pairs."""
    return frozenset(DocumentFacet.objects.filter(document=document).values_list("name", "value"))


def document_in_the_way(place: Place) -> PublishedDocument | None:
    """What is published at an address and is no page (a unit): no page may take its place."""
    return PublishedDocument.objects.filter(site=place.site, path=place.path, page_id=None).first()


def deliveries_of_page(page: Page) -> tuple[PublicationEvent | None, list[Delivery]]:
    """The latest event of a page in its language, and where it went."""
    events = PublicationEvent.objects.filter(content_id=page.translation_key, locale=page.locale.language_code)
    event = events.order_by("-id").first()
    return event, list(event.deliveries.order_by("subscriber")) if event is not None else []


def was_public(*, page_id: int, revision_id: int) -> bool:
    """Whether the public could ever read this revision, even for a moment."""
    published = PublicationEvent.objects.filter(page_id=page_id, kind=PublicationEvent.Kind.PUBLISHED)
    return published.filter(revision_id=revision_id).exists()


def last_publication(*, page_id: int) -> PublicationEvent | None:
    """When the public was last given a revision of a page, and which."""
    published = PublicationEvent.objects.filter(page_id=page_id, kind=PublicationEvent.Kind.PUBLISHED)
    return published.filter(revision_id__isnull=False).order_by("-id").first()


def withdrawal_in_force(*, page_id: int) -> PublicationEvent | None:
    """The withdrawal of a page that was not published again since; its `data` has the reason."""
    kinds = (PublicationEvent.Kind.PUBLISHED, PublicationEvent.Kind.WITHDRAWN)
    latest = PublicationEvent.objects.filter(page_id=page_id, kind__in=kinds).order_by("-id").first()
    return latest if latest is not None and latest.kind == PublicationEvent.Kind.WITHDRAWN else None
