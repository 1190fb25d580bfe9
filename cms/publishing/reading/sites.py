"""The sites of the platform, and the languages in which each has a home page."""

from collections.abc import Sequence

import orjson
from django.db import connection

from cms.publishing.reading.answers import Listing
from cms.publishing.reading.generations import of_generation
from cms.publishing.reading.paging import page_of
from cms.publishing.reading.rows import TABLE
from cms.subsites.queries import SubsiteInfo, subsites


def sites(*, locale: str, site: SubsiteInfo | None = None, limit: int = 100, cursor: str | None = None) -> Listing:
    """A page of the sites, the default one first, then by key; `site` gives only that one. Raise InvalidCursor."""
    known = subsites()
    entries, changed_at = of_generation(("sites", known, locale), lambda: _read(known, locale))
    if site is not None:
        entries = [entry for entry in entries if entry[0] == site.key]
    return page_of(entries, kind="sites", limit=limit, cursor=cursor, changed_at=changed_at)


def _read(known: Sequence[SubsiteInfo], locale: str) -> Sequence[tuple[str, bytes]]:
    homes: dict[int, list[dict[str, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT site_id, locale, path, title FROM {TABLE} WHERE document_type = 'home' ORDER BY locale DESC"
        )
        for site_id, code, path, title in cursor.fetchall():
            homes.setdefault(site_id, []).append({"locale": code, "path": path, "title": title})
    return [(site.key, _item(site, locale, homes.get(site.id, []))) for site in known]


def _item(site: SubsiteInfo, locale: str, homes: list[dict[str, str]]) -> bytes:
    titles = {"vi": site.title_vi, "en": site.title_en}
    return orjson.dumps(
        {
            "key": site.key,
            "title": titles.get(locale) or site.title_vi,
            "titles": titles,
            "hostname": site.hostname,
            "port": site.port,
            "theme": site.theme,
            "is_default": site.is_default,
            "homes": homes,
        }
    )
