"""From a presentation to the columns of a row: pure, so that repair compares with the very same function."""

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from cms.publishing.document_type import DocumentType
from cms.publishing.presenting import Facet, Presentation

# Compared by `differences`; the times of a document and its bookkeeping are compared apart.
CONTENT_COLUMNS = (
    "path",
    "document_type",
    "schema_version",
    "is_listed",
    "in_sitemap",
    "title",
    "summary",
    "image",
    "body",
    "links",
    "search",
    "first_published_at",
    "published_at",
    "updated_at",
    "source_fingerprint",
    "page_id",
)


@dataclass(frozen=True, kw_only=True)
class Times:
    """When a document became public, when it is dated for listings, and when its text last changed."""

    first_published_at: datetime.datetime
    published_at: datetime.datetime
    updated_at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class DocumentValues:
    """A row and its facets, not yet written. `columns` has every key of CONTENT_COLUMNS."""

    columns: Mapping[str, Any]
    facets: frozenset[tuple[str, str]]


def encode(value: Any) -> str:
    """JSON text as it is served: UTF-8, no spaces, keys in the order the presenter gave them."""
    return orjson.dumps(value).decode()


def fingerprint(presentation: Presentation) -> str:
    """A hash of the texts that a translation follows; empty texts count, so that removing one shows."""
    digest = hashlib.sha256()
    for text in presentation.translatable:
        encoded = text.encode()
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()


def facet_pairs(facets: Iterable[Facet]) -> frozenset[tuple[str, str]]:
    """The facets as pairs, each once; a facet without a value is none."""
    return frozenset((facet.name, facet.value) for facet in facets if facet.value)


def document_values(
    *,
    document_type: DocumentType,
    path: str | None,
    presentation: Presentation,
    times: Times,
    page_id: int | None,
) -> DocumentValues:
    """Every column that follows from what a document says and where it stands."""
    columns = {
        "path": path,
        "document_type": document_type.name,
        "schema_version": document_type.schema_version,
        "is_listed": document_type.listed,
        "in_sitemap": document_type.in_sitemap,
        "title": presentation.title,
        "summary": presentation.summary,
        "image": encode(presentation.image) if presentation.image else "",
        "body": encode(presentation.details),
        "links": encode({name: [str(i) for i in ids] for name, ids in presentation.links.items()}),
        "search": encode(presentation.search) if presentation.search else "",
        "first_published_at": times.first_published_at,
        "published_at": times.published_at,
        "updated_at": times.updated_at,
        "source_fingerprint": fingerprint(presentation),
        "page_id": page_id,
    }
    return DocumentValues(columns=columns, facets=facet_pairs(presentation.facets))


def differences(values: DocumentValues, row: Mapping[str, Any], facets: frozenset[tuple[str, str]]) -> list[str]:
    """The columns in which a stored row differs from what it should be; empty when it is right."""
    found = [name for name in CONTENT_COLUMNS if row[name] != values.columns[name]]
    return found if facets == values.facets else [*found, "facets"]
