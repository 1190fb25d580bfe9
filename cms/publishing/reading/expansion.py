"""Links, breadcrumbs and translations: ids in the store, live titles and addresses when read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

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


class Target(NamedTuple):
    """A public document that something links to."""

    hex_id: str
    locale: str
    path: str | None
    title: str
    document_type: str
    source_fingerprint: str
    translated_fingerprint: str

    def link(self) -> dict[str, Any]:
        """The public shape of a link; `locale` is the language of the title."""
        return {
            "content_id": hyphened(self.hex_id),
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


@lru_cache(maxsize=512)
def link_ids(links: bytes) -> LinkIds:
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
        self._versions = _targets(site_id, list(ids))
        self._preference = (locale, *(other for other in LOCALES if other != locale))
        self._links: dict[str, dict[str, Any] | None] = {}
        self._breadcrumbs: dict[str, dict[str, Any] | None] = {}

    def links(self, ids: LinkIds) -> dict[str, list[dict[str, Any]]]:
        """Named links, in order, without what is not public."""
        return {name: [link for each in values if (link := self.link(each))] for name, values in ids.named}

    def link(self, hex_id: str) -> dict[str, Any] | None:
        """One link, or None when its target is not public."""
        try:
            return self._links[hex_id]
        except KeyError:
            target = self._best(hex_id)
            link = self._links[hex_id] = target and target.link()
            return link

    def breadcrumbs(self, ids: LinkIds) -> list[dict[str, Any]]:
        """The ancestors from the home page down."""
        return [crumb for each in ids.breadcrumbs if (crumb := self._breadcrumb(each))]

    def _breadcrumb(self, hex_id: str) -> dict[str, Any] | None:
        try:
            return self._breadcrumbs[hex_id]
        except KeyError:
            target = self._best(hex_id)
            crumb = self._breadcrumbs[hex_id] = target and target.breadcrumb()
            return crumb

    def _best(self, hex_id: str) -> Target | None:
        versions = self._versions.get(hex_id)
        if not versions:
            return None
        if len(versions) == 1:
            return next(iter(versions.values()))
        return next(versions[code] for code in (*self._preference, *versions) if code in versions)

    def translations(self, hex_id: str, *, locale: str, fingerprint: str) -> list[dict[str, Any]]:
        """The other language versions of a document; of a draft too, which is in no store."""
        versions = self._versions.get(hex_id)
        if versions is None or (len(versions) == 1 and locale in versions):
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
    for row in rows:
        found.setdefault(row[0], {})[row[1]] = Target._make(row)
    return found


@lru_cache(maxsize=32)
def _targets_sql(size: int, vendor: str) -> str:
    words = dialect()
    return (
        f"SELECT {words.hex_id.format('content_id')}, locale, path, title, document_type,"
        " source_fingerprint, translated_fingerprint"
        f" FROM {_TABLE} WHERE site_id = %s AND content_id IN ({', '.join([words.id_parameter] * size)})"
    )
