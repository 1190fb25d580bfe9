"""Every open section of a site, empty or not, with the number of its documents."""

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.db import connection

from cms.publishing.models import DocumentFacet
from cms.publishing.reading.answers import Listing
from cms.publishing.reading.dialect import dialect, hyphened
from cms.publishing.reading.generations import of_generation
from cms.publishing.reading.paging import page_of
from cms.publishing.reading.rows import TABLE
from cms.subsites.queries import SubsiteInfo

_FACETS = DocumentFacet._meta.db_table
_SECTION = "section"
# Items of a section that are not in the unasked list of documents.
_UNLISTED_ITEMS = ("procedure", "life_event_guide")
_NUMBER = re.compile(r"[0-9]+")


def sections(
    *, site: SubsiteInfo, locale: str, on: datetime.date, limit: int = 100, cursor: str | None = None
) -> Listing:
    """A page of the sections that are open on a day, in the order of their numbers; raise InvalidCursor.

    `closed_on` is the last day of a section. A section whose parent is closed stands under the next one that is
    open, or at the top.

    A section without a version in `locale` is given in Vietnamese and says so in `served_locale`.
    `document_count` counts the listed documents in `locale`, those of sections below included. Three
    queries when the store has changed, one otherwise.
    """
    entries, changed_at = of_generation(("sections", site.id, locale, on), lambda: _read(site, locale, on))
    return page_of(entries, kind="sections", limit=limit, cursor=cursor, changed_at=changed_at)


def document_counts(*, site_id: int, locale: str) -> dict[str, int]:
    """Section key → number of its items in that language, procedures included; one grouped query."""
    marks = ", ".join(["%s"] * len(_UNLISTED_ITEMS))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT f.value, COUNT(*) FROM {_FACETS} f JOIN {TABLE} d ON d.id = f.document_id"
            " WHERE f.site_id = %s AND f.locale = %s AND f.name = %s"
            f" AND (d.is_listed = TRUE OR d.document_type IN ({marks})) GROUP BY f.value",
            [site_id, locale, _SECTION, *_UNLISTED_ITEMS],
        )
        return dict(cursor.fetchall())


def _read(site: SubsiteInfo, locale: str, on: datetime.date) -> Sequence[tuple[str, bytes]]:
    counts = document_counts(site_id=site.id, locale=locale)
    every = [(row, orjson.loads(row[-1])) for row in _section_rows(site.id, locale)]
    closed = {details["key"]: details["parent"] for _, details in every if not _is_open(details, on)}
    items = [_item(row, details, counts, closed) for row, details in every if details["key"] not in closed]
    items.sort(key=lambda item: (_order_of(item["number"]), item["key"]))
    return [(item["key"], orjson.dumps(item)) for item in items]


def _section_rows(site_id: int, locale: str) -> list[tuple[str, str, str | None, str, str, str]]:
    """One row a section, in the wanted language where there is one and in Vietnamese where not."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {dialect().hex_id.format('content_id')}, locale, path, title, summary, body"
            f" FROM {TABLE} WHERE site_id = %s AND document_type = %s AND locale IN (%s, 'vi')",
            [site_id, _SECTION, locale],
        )
        rows = cursor.fetchall()
    best: dict[str, tuple[str, str, str | None, str, str, str]] = {}
    for row in rows:
        if row[0] not in best or row[1] == locale:
            best[row[0]] = row
    return list(best.values())


def _is_open(details: Mapping[str, Any], on: datetime.date) -> bool:
    day = on.isoformat()  # dates as ISO 8601 sort as they follow
    opened_on, closed_on = details.get("opened_on"), details.get("closed_on")
    return (opened_on is None or opened_on <= day) and (closed_on is None or day <= closed_on)


def _item(
    row: tuple[str, str, str | None, str, str, str],
    details: Mapping[str, Any],
    counts: Mapping[str, int],
    closed: Mapping[str, str | None],
) -> dict[str, Any]:
    hex_id, locale, path, title, summary, _body = row
    parent = details["parent"]
    while parent in closed:
        parent = closed[parent]
    return {
        "content_id": hyphened(hex_id),
        "key": details["key"],
        "number": details["number"],
        "title": title,
        "summary": summary,
        "parent": parent,
        "path": path,
        "locale": locale,
        "served_locale": locale,
        "content_kind": details["content_kind"],
        "is_group": details["is_group"],
        "document_count": counts.get(details["key"], 0),
    }


def _order_of(number: str) -> tuple[int, list[int], str]:
    """The order of a plan's numbers: 2 < 3 < 3.1 < 3.10 < 10; sections without a number come last."""
    digits = [int(part) for part in _NUMBER.findall(number)]
    return (0 if digits else 1, digits, number)
