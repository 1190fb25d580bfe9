"""Rows of the store, and the JSON document that is made of one.

The stored `body` and `image` are JSON already and are spliced in as they are, never parsed.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import orjson
from django.db import connection

from cms.publishing.models import PublishedDocument
from cms.publishing.reading.dialect import dialect, hyphened, in_hanoi
from cms.publishing.reading.expansion import Expansion, link_ids
from cms.publishing.reading.generations import CHANGED_SQL, GENERATION_SQL

TABLE = PublishedDocument._meta.db_table
_PLAIN = ("document_type", "schema_version", "locale", "path", "title", "summary")
_TIMES = ("first_published_at", "published_at", "updated_at")


class Row(NamedTuple):
    """What an item is made of; the columns `search`, `page_id` and `version` are never read here."""

    key: int
    hex_id: str
    document_type: str
    schema_version: int
    locale: str
    path: str | None
    title: str
    summary: str
    image: bytes
    links: bytes
    first_published_at: str
    published_at: str
    updated_at: str
    source_fingerprint: str
    body: bytes | None
    position: str  # the order column as text, for the cursor
    generation: int
    changed_at: Any
    total: int  # -1: the caller knows it


@lru_cache(maxsize=32)
def columns(*, order_column: str, with_body: bool, vendor: str) -> str:
    """The columns of `Row` except the total, of a table called `d`."""
    words = dialect()
    parts = ["d.id", words.hex_id.format("d.content_id"), *(f"d.{name}" for name in _PLAIN)]
    parts += [words.json_bytes.format(f"d.{name}") for name in ("image", "links")]
    parts += [words.exact.format(f"d.{name}") for name in _TIMES]
    parts += ["d.source_fingerprint", words.json_bytes.format("d.body") if with_body else "NULL"]
    parts += [words.exact.format(f"d.{order_column}"), GENERATION_SQL, CHANGED_SQL]
    return ", ".join(parts)


def read_rows(sql: str, params: Sequence[Any]) -> list[Row]:
    """Run a read whose columns are those of `Row`."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(map(Row._make, cursor.fetchall()))


def items_of(rows: Sequence[Row], *, site_id: int, site_key: str, locale: str) -> list[bytes]:
    """Each row as a JSON document, with links in the reader's language; one query for them all."""
    expansion = Expansion(site_id, _ids_in(rows), locale)
    return [orjson.dumps(_item(row, expansion, site_key)) for row in rows]


def _ids_in(rows: Iterable[Row]) -> set[str]:
    ids: set[str] = set()
    for row in rows:
        ids.add(row.hex_id)
        ids |= link_ids(row.links).every
    return ids


def _item(row: Row, expansion: Expansion, site_key: str) -> dict[str, Any]:
    ids = link_ids(row.links)
    item = {
        "content_id": hyphened(row.hex_id),
        "document_type": row.document_type,
        "schema_version": row.schema_version,
        "locale": row.locale,
        "served_locale": row.locale,
        "site": site_key,
        "path": row.path,
        "title": row.title,
        "summary": row.summary,
        "image": orjson.Fragment(row.image) if row.image else None,
        "first_published_at": in_hanoi(row.first_published_at),
        "published_at": in_hanoi(row.published_at),
        "updated_at": in_hanoi(row.updated_at),
        "translations": expansion.translations(row.hex_id, locale=row.locale, fingerprint=row.source_fingerprint),
        "breadcrumbs": expansion.breadcrumbs(ids),
    }
    if row.body is not None:
        item["details"] = orjson.Fragment(row.body)
    item["links"] = expansion.links(ids)
    return item
