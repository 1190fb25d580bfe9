"""Links, breadcrumbs and translations: ids in the store, live titles and addresses when read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from django.db import connection

from cms.publishing.models import PublishedDocument
from cms.publishing.reading.dialect import dialect, hyphened
from cms.publishing.reading.query import LOCALES

_TABLE = PublishedDocument._meta.db_table
_SMALLEST_BATCH = 8


@dataclass(frozen=True, slots=True)
class LinkIds:
    """The ids of a stored `links` text, as 32 hexadecimal digits."""

    breadcrumbs: tuple[str, ...]
    named: tuple[tuple[str, tuple[str, ...]], ...]
    every: frozenset[str]


@dataclass(frozen=True, slots=True)
class Target:
    """A public document that something links to."""

    content_id: str
    locale: str
    path: str | None
    title: str
    document_type: str
    source_fingerprint: str
    translated_fingerprint: str

    def link(self) -> dict[str, Any]:
        """The public shape of a link; `locale` is the language of the title."""
        return {
            "content_id": self.content_id,
            "title": self.title,
            "path": self.path,
            "type": self.document_type,
            "locale": self.locale,
        }

    def breadcrumb(self) -> dict[str, Any]:
        """The public shape of a breadcrumb."""
        return {"title": self.title, "path": self.path, "type": self.document_type, "locale": self.locale}

    def translation(self, *, of: str) -> dict[str, Any]:
        """The public shape of a translation; stale when its source has another fingerprint than it was made from."""
        is_stale = self.translated_fingerprint not in ("", of)
        return {"locale": self.locale, "path": self.path, "title": self.title, "is_stale": is_stale}


@lru_cache(maxsize=2048)
def link_ids(links: str) -> LinkIds:
    """The ids in a stored `links` text; the same text is read once a process."""
    parsed: dict[str, list[str]] = orjson.loads(links) if links else {}
    named = tuple((name, tuple(value.replace("-", "") for value in values)) for name, values in parsed.items())
    breadcrumbs = next((ids for name, ids in named if name == "breadcrumbs"), ())
    return LinkIds(
        breadcrumbs=breadcrumbs,
        named=tuple((name, ids) for name, ids in named if name != "breadcrumbs"),
        every=frozenset(content_id for _, ids in named for content_id in ids),
    )


class Expansion:
    """The public targets of one answer, read with one query, in a reader's language.

    A target without a version in that language is given in Vietnamese, then in any other, and says so
    in `locale`; one that is not public is not there at all.
    """

    def __init__(self, site_id: int, ids: Iterable[str], locale: str) -> None:
        self._by_locale = _targets(site_id, list(ids))
        self._preference = (locale, *(other for other in LOCALES if other != locale))
        self._links: dict[str, dict[str, Any]] = {}
        self._breadcrumbs: dict[str, dict[str, Any]] = {}
        for hex_id, versions in self._by_locale.items():
            target = next(versions[code] for code in (*self._preference, *versions) if code in versions)
            self._links[hex_id] = target.link()
            self._breadcrumbs[hex_id] = target.breadcrumb()

    def links(self, ids: LinkIds) -> dict[str, list[dict[str, Any]]]:
        """Named links, in order, without what is not public."""
        links = self._links
        return {name: [links[each] for each in values if each in links] for name, values in ids.named}

    def link(self, hex_id: str) -> dict[str, Any] | None:
        """One link, or None when its target is not public."""
        return self._links.get(hex_id)

    def breadcrumbs(self, ids: LinkIds) -> list[dict[str, Any]]:
        """The ancestors from the home page down."""
        crumbs = self._breadcrumbs
        return [crumbs[each] for each in ids.breadcrumbs if each in crumbs]

    def translations(self, hex_id: str, *, locale: str, fingerprint: str) -> list[dict[str, Any]]:
        """The other language versions of a document."""
        versions = self._by_locale.get(hex_id, {})
        if len(versions) < 2:
            return []
        return [versions[code].translation(of=fingerprint) for code in sorted(versions) if code != locale]


def _targets(site_id: int, ids: Sequence[str]) -> dict[str, dict[str, Target]]:
    if not ids:
        return {}
    # Padded to a power of two, so that the database prepares a handful of statements and not hundreds.
    size = max(_SMALLEST_BATCH, 1 << (len(ids) - 1).bit_length())
    with connection.cursor() as cursor:
        cursor.execute(_targets_sql(size, connection.vendor), [site_id, *ids, *[ids[0]] * (size - len(ids))])
        rows = cursor.fetchall()
    found: dict[str, dict[str, Target]] = {}
    for hex_id, locale, *rest in rows:
        found.setdefault(hex_id, {})[locale] = Target(hyphened(hex_id), locale, *rest)
    return found


@lru_cache(maxsize=32)
def _targets_sql(size: int, vendor: str) -> str:
    words = dialect()
    return (
        f"SELECT {words.hex_id.format('content_id')}, locale, path, title, document_type,"
        " source_fingerprint, translated_fingerprint"
        f" FROM {_TABLE} WHERE site_id = %s AND content_id IN ({', '.join([words.id_parameter] * size)})"
    )
