"""Documents by their keys, in the order of the keys: what a search has found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db import connection

from cms.publishing.reading.dialect import dialect
from cms.publishing.reading.rows import TABLE, Row, columns, items_of
from cms.subsites.queries import SubsiteInfo


@dataclass(frozen=True, kw_only=True, slots=True)
class ChosenDocument:
    """A document as the lists give it, as JSON, with its search texts, which are never served as they are."""

    key: int
    document_type: str
    locale: str
    title: str
    summary: str
    path: str | None
    item_json: bytes
    search_json: bytes


def chosen(
    *,
    site: SubsiteInfo,
    keys: Sequence[int],
    locale: str,
    detail: Literal["full", "card"] = "card",
    texts: Sequence[str] = (),
) -> list[ChosenDocument]:
    """Those of the keys that are public on the site now, in the order given: two queries, or none without keys.

    texts: the names of the search texts that are wanted, where not all are: with attached files they are megabytes.
    """
    if not keys:
        return []
    marks = ", ".join(["%s"] * len(keys))
    wanted = columns(order_column="published_at", with_body=detail == "full", vendor=connection.vendor)
    words = dialect()
    search = words.json_bytes.format(words.parts("d.search", texts) if texts else "d.search")
    with connection.cursor() as cursor:
        cursor.execute(
            # `+ 0`: the keys lead, not the index of the site, which would walk through all of its documents.
            f"SELECT {wanted}, -1, {search} FROM {TABLE} d WHERE d.site_id + 0 = %s AND d.id IN ({marks})",
            [site.id, *keys],
        )
        found = {row[0]: row for row in cursor.fetchall()}
    present = [found[key] for key in dict.fromkeys(keys) if key in found]
    rows = [Row._make(row[:-1]) for row in present]
    items = items_of(rows, site_id=site.id, site_key=site.key, locale=locale)
    return [
        ChosenDocument(
            key=row.key,
            document_type=row.document_type,
            locale=row.locale,
            title=row.title,
            summary=row.summary,
            path=row.path,
            item_json=item,
            search_json=bytes(stored[-1] or b""),
        )
        for row, item, stored in zip(rows, items, present, strict=True)
    ]
