"""Reads of the store for the index."""

import datetime
from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

import orjson
from django.db.models import Max, Q

from cms.publishing.models import DocumentFacet, PublicationEvent, PublishedDocument, document_key
from cms.publishing.registry import document_types
from search.source import StoredDocument

_AT_ONCE = 500
_COLUMNS = (
    "id", "version", "site__key", "content_id", "locale", "document_type", "title", "summary", "published_at", "search",
)  # fmt: skip


def searchable_types() -> list[str]:
    """The names of the types that go into the index."""
    return [document_type.name for document_type in document_types() if document_type.searchable]


def stored_versions() -> dict[int, int]:
    """Key → version of every document that the index must hold."""
    return dict(_searchable().values_list("id", "version"))


def newest_event() -> int:
    """The greatest version that anything in the store can have."""
    return max(latest_event(), _searchable().aggregate(newest=Max("version"))["newest"] or 0)


def latest_event() -> int:
    """The last event of the outbox; 0 for an empty one."""
    return PublicationEvent.objects.aggregate(newest=Max("pk"))["newest"] or 0


def events_since(seen: int) -> list[PublicationEvent]:
    """The last event of each content that the index does not know of yet, after the event `seen`."""
    events = PublicationEvent.objects.filter(pk__gt=seen, content_id__isnull=False, site__isnull=False)
    last = events.values("site_id", "content_id").annotate(last=Max("pk")).values("last")
    return list(PublicationEvent.objects.filter(pk__in=last).select_related("site").order_by("pk"))


def content_versions(*, site_id: int, content_id: UUID) -> dict[int, int]:
    """Key → version of every language version of a content on a site."""
    return dict(_searchable().filter(site_id=site_id, content_id=content_id).values_list("id", "version"))


def stored_documents(
    *, keys: Sequence[int] | None = None, changed_since: datetime.datetime | None = None
) -> Iterator[StoredDocument]:
    """The documents of the store that are searched; of these keys, or what changed since, or all. In batches.

    What changed: every language version of it, because who finds one depends on whether there is another.
    """
    rows = _searchable()
    if changed_since is not None:
        changed = _searchable().filter(changed_at__gte=changed_since)
        rows = rows.filter(content_id__in=changed.values("content_id"))
    wanted = list(keys) if keys is not None else list(rows.order_by("id").values_list("id", flat=True))
    for start in range(0, len(wanted), _AT_ONCE):
        yield from _documents(_searchable().filter(id__in=wanted[start : start + _AT_ONCE]))


def with_translations(keys: Collection[int]) -> list[int]:
    """The keys of these documents and of their other language versions, as far as the store still has them."""
    found: set[int] = set()
    wanted = list(keys)
    for start in range(0, len(wanted), _AT_ONCE):
        contents = _searchable().filter(id__in=wanted[start : start + _AT_ONCE]).values("content_id")
        found.update(_searchable().filter(content_id__in=contents).values_list("id", flat=True))
    return sorted(found)


def translated_as(keys: Collection[int]) -> list[int]:
    """The documents whose English version would have one of these keys: what is left of a content without it."""
    if not keys:
        return []
    rows = _searchable().exclude(locale="en").values_list("id", "site__key", "content_id")
    return [
        pk
        for pk, site, content_id in rows.iterator(chunk_size=_AT_ONCE)
        if document_key(site_key=site, content_id=content_id, locale="en") in keys
    ]


def versions_of_content(*, site_id: int, content_id: UUID) -> list[StoredDocument]:
    """Every language version of a content on a site."""
    return _documents(_searchable().filter(site_id=site_id, content_id=content_id))


def _searchable() -> Any:
    return PublishedDocument.objects.filter(document_type__in=searchable_types())


def _documents(rows: Any) -> list[StoredDocument]:
    found = list(rows.values_list(*_COLUMNS))
    facets: dict[int, list[tuple[str, str]]] = {}
    for key, name, value in DocumentFacet.objects.filter(document_id__in=[row[0] for row in found]).values_list(
        "document_id", "name", "value"
    ):
        facets.setdefault(key, []).append((name, value))
    translated = _translated(found)
    return [
        StoredDocument(
            key=key,
            version=version,
            site=site,
            content_id=content_id.hex,
            locale=locale,
            document_type=document_type,
            title=title,
            summary=summary,
            published_at=published_at,
            search=_parsed(search),
            facets=sorted(facets.get(key, ())),
            is_translated=locale != "en" and (site, content_id) in translated,
        )
        for key, version, site, content_id, locale, document_type, title, summary, published_at, search in found
    ]


def _translated(rows: Sequence[tuple[Any, ...]]) -> set[tuple[str, UUID]]:
    ids = {row[3] for row in rows if row[4] != "en"}
    english = PublishedDocument.objects.filter(Q(content_id__in=ids), locale="en")
    return set(english.values_list("site__key", "content_id"))


def _parsed(text: str) -> dict[str, Any]:
    """The search texts of a row. They are our own JSON; anything else is an empty one, and the row is still found."""
    try:
        value = orjson.loads(text) if text else {}
    except orjson.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}
