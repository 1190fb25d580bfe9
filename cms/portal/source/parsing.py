"""From the API's JSON to the port's values: one reader for both adapters, so pages cannot differ."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from cms.kernel.calendar import HANOI
from cms.portal.source.port import Document, Link, Listing, MenuItem, Section, Site, Translation

Json = Mapping[str, Any]


def document_from(item: Json) -> Document:
    """An item of the API as templates see it."""
    locale = item.get("served_locale") or item["locale"]
    return Document(
        content_id=item["content_id"],
        document_type=item["document_type"],
        locale=locale,
        site=item["site"],
        path=item["path"] or "",
        title=item["title"],
        summary=item["summary"] or "",
        image=item.get("image"),
        first_published_at=_moment(item.get("first_published_at") or item["published_at"]),
        published_at=_moment(item["published_at"]),
        updated_at=_moment(item["updated_at"]),
        translations=[_translation_from(value) for value in item["translations"]],
        breadcrumbs=[_link_from(value, locale) for value in item.get("breadcrumbs", ())],
        details=item["details"],
        links={name: [_link_from(value, locale) for value in values] for name, values in item["links"].items()},
    )


def listing_from(payload: Json) -> Listing:
    """A page of documents."""
    return Listing(
        items=[document_from(item) for item in payload["items"]], total=payload["total"], next=payload["next"]
    )


def site_from(item: Json) -> Site:
    """A site with its names by language."""
    titles = item.get("titles") or {"vi": item.get("title_vi", ""), "en": item.get("title_en", "")}
    return Site(
        key=item["key"],
        hostname=item["hostname"],
        theme=item.get("theme") or "default",
        titles=titles,
        is_default=bool(item.get("is_default")),
    )


def section_from(item: Json, locale: str) -> Section:
    """An open section with the number of its documents."""
    details: Json = item.get("details") or {}
    return Section(
        key=item["key"],
        number=str(item.get("number") or ""),
        title=item["title"],
        parent=item.get("parent"),
        document_count=item["document_count"],
        path=item["path"],
        locale=item.get("served_locale") or item.get("locale") or locale,
        content_kind=item.get("content_kind") or details.get("content_kind", ""),
    )


def menu_from(item: Json, *, locale: str, empty_sections: frozenset[str]) -> Sequence[MenuItem]:
    """The entries of a menu whose targets are public; one that hides an empty section is left out."""
    targets = {link.content_id: link for link in _links(item["links"].get("items", ()), locale)}
    return list(_entries(item["details"].get("items", ()), targets, empty_sections))


def _entries(entries: Iterable[Json], targets: Mapping[str, Link], empty: frozenset[str]) -> Iterable[MenuItem]:
    for entry in entries:
        target = targets.get(str(entry.get("content_id")))
        children = list(_entries(entry.get("children", ()), targets, empty))
        hidden = entry.get("hide_when_empty") and entry.get("section") in empty and not children
        if target is None or hidden:
            yield from children if target is None else ()
            continue
        title = entry.get("title") or target.title
        link = Link(title=title, path=target.path, type=target.type, locale=target.locale, content_id=target.content_id)
        yield MenuItem(link=link, children=children)


def _links(values: Iterable[Json], locale: str) -> list[Link]:
    return [_link_from(value, locale) for value in values]


def _link_from(value: Json, locale: str) -> Link:
    return Link(
        title=value["title"],
        path=value["path"] or "",
        type=value["type"],
        locale=value.get("locale") or locale,
        content_id=str(value.get("content_id") or ""),
    )


def _translation_from(value: Json) -> Translation:
    return Translation(
        locale=value["locale"],
        path=value["path"] or "",
        title=value["title"],
        is_stale=bool(value.get("is_stale")),
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(HANOI)
