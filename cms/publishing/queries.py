"""Reads of the store by the write side."""

from collections.abc import Mapping
from typing import Any

from cms.publishing.models import DocumentFacet, PublicationEvent, PublishedDocument
from cms.publishing.values import CONTENT_COLUMNS


def row_of(document: PublishedDocument) -> Mapping[str, Any]:
    """The columns of a stored document that `values.differences` compares."""
    return {name: getattr(document, name) for name in CONTENT_COLUMNS}


def facets_of(document: PublishedDocument) -> frozenset[tuple[str, str]]:
    """The facets of a stored document, as pairs."""
    return frozenset(DocumentFacet.objects.filter(document=document).values_list("name", "value"))


def latest_event_id() -> int:
    """The id of the newest event, 0 when there is none."""
    return PublicationEvent.objects.order_by("-id").values_list("id", flat=True).first() or 0
