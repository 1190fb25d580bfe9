"""The menus of a site, with live titles and addresses."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from django.db import connection

from cms.publishing.reading.answers import Listing
from cms.publishing.reading.dialect import dialect, hyphened
from cms.publishing.reading.expansion import Expansion
from cms.publishing.reading.generations import of_generation
from cms.publishing.reading.paging import page_of
from cms.publishing.reading.rows import TABLE
from cms.publishing.reading.sections import document_counts
from cms.subsites.queries import SubsiteInfo

_MENU = "menu"


def menus(*, site: SubsiteInfo, locale: str, limit: int = 100, cursor: str | None = None) -> Listing:
    """A page of the site's menus by key; raise InvalidCursor.

    An entry whose target is not public is left out, and what stands under it moves up to its place;
    so is an entry with `hide_when_empty` whose section has no document in `locale` and that has no
    entries under it. Four queries when the store has changed, one otherwise.
    """
    entries, changed_at = of_generation(("menus", site.id, locale), lambda: _read(site, locale))
    return page_of(entries, kind="menus", limit=limit, cursor=cursor, changed_at=changed_at)


def _read(site: SubsiteInfo, locale: str) -> Sequence[tuple[str, bytes]]:
    parsed = [
        (hex_id, row_locale, title, orjson.loads(body)) for hex_id, row_locale, title, body in _rows(site, locale)
    ]
    wanted = {each for *_, details in parsed for each in _ids_in(details["items"])}
    expansion = Expansion(site.id, wanted, locale)
    counts = document_counts(site_id=site.id, locale=locale)
    found = []
    for hex_id, row_locale, title, details in sorted(parsed, key=lambda menu: str(menu[3]["key"])):
        items = _entries(details["items"], expansion, counts)
        menu = {
            "content_id": hyphened(hex_id),
            "document_type": _MENU,
            "key": details["key"],
            "locale": row_locale,
            "served_locale": row_locale,
            "site": site.key,
            "title": title,
            "details": {"key": details["key"], "items": items},
            "links": {"items": list(_flat(items))},
        }
        found.append((details["key"], orjson.dumps(menu)))
    return found


def _rows(site: SubsiteInfo, locale: str) -> list[tuple[str, str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {dialect().hex_id.format('content_id')}, locale, title, body FROM {TABLE}"
            " WHERE site_id = %s AND document_type = %s AND locale IN (%s, 'vi')",
            [site.id, _MENU, locale],
        )
        rows = cursor.fetchall()
    best: dict[str, tuple[str, str, str, str]] = {}
    for row in rows:
        if row[0] not in best or row[1] == locale:
            best[row[0]] = row
    return list(best.values())


def _ids_in(entries: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for entry in entries:
        yield entry["content_id"].replace("-", "")
        yield from _ids_in(entry.get("children") or ())


def _entries(
    entries: Iterable[Mapping[str, Any]], expansion: Expansion, counts: Mapping[str, int]
) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = []
    for entry in entries:
        children = _entries(entry.get("children") or (), expansion, counts)
        link = expansion.link(entry["content_id"].replace("-", ""))
        if link is None:
            shown += children
            continue
        section = entry.get("section")
        if entry.get("hide_when_empty") and section and not counts.get(section) and not children:
            continue
        title = entry.get("title") or link["title"]
        extras = {"section": section, "hide_when_empty": bool(entry.get("hide_when_empty")), "children": children}
        shown.append({**link, "title": title, **extras})
    return shown


def _flat(entries: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    for entry in entries:
        yield {name: entry[name] for name in ("content_id", "title", "path", "type", "locale")}
        yield from _flat(entry["children"])
