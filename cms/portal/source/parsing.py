"""From the API's JSON to the port's values: one reader for both adapters, so pages cannot differ."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from cms.kernel.calendar import HANOI
from cms.portal.source.port import (
    Catalogue,
    Document,
    FacetValue,
    FoundItem,
    Link,
    Listing,
    MenuItem,
    SearchResults,
    Section,
    Site,
    Suggestion,
    Translation,
)

Json = Mapping[str, Any]


def document_from(item: Json) -> Document:
    """An item of the API as templates see it."""
    locale = item.get("served_locale") or item["locale"]
    return Document(
        content_id=item["content_id"],
        document_type=item["document_type"],
        locale=locale,
        site=item["site"],
        path=_address(item["path"]),
        title=item["title"],
        summary=item["summary"] or "",
        image=item.get("image"),
        first_published_at=_moment(item.get("first_published_at") or item["published_at"]),
        published_at=_moment(item["published_at"]),
        updated_at=_moment(item["updated_at"]),
        translations=[_translation_from(value) for value in item["translations"]],
        breadcrumbs=[_link_from(value, locale) for value in item.get("breadcrumbs", ())],
        details=item.get("details") or {},
        links={name: [_link_from(value, locale) for value in values] for name, values in item["links"].items()},
    )


def listing_from(payload: Json) -> Listing:
    """A page of documents."""
    return Listing(
        items=[document_from(item) for item in payload["items"]], total=payload["total"], next=payload["next"]
    )


def catalogue_from(payload: Json) -> Catalogue:
    """A page of the catalogue with its facets."""
    facets = {
        name: [FacetValue(value=one["value"], label=one["label"], count=one["count"]) for one in values]
        for name, values in payload.get("facets", {}).items()
    }
    return Catalogue(listing=listing_from(payload), facets=facets)


def site_from(item: Json) -> Site:
    """A site with its names by language."""
    return Site(
        key=item["key"],
        hostname=item["hostname"],
        port=int(item.get("port", 80)),
        theme=item.get("theme") or "default",
        titles=item["titles"],
        homes={home["locale"]: home["path"] for home in item["homes"] if home["path"]},
        is_default=bool(item.get("is_default")),
    )


def section_from(item: Json) -> Section:
    """An open section with the number of its documents."""
    return Section(
        key=item["key"],
        number=str(item["number"] or ""),
        title=item["title"],
        parent=item["parent"],
        document_count=item["document_count"],
        path=_address(item["path"]),
        locale=item.get("served_locale") or item["locale"],
        content_kind=item.get("content_kind") or "",
    )


def menu_from(item: Json) -> tuple[str, Sequence[MenuItem]]:
    """A menu's key and entries; the API has left out what is not public and what hides an empty section."""
    return item["details"]["key"], _entries(item["details"]["items"], item["locale"])


def results_from(payload: Json) -> SearchResults:
    """A page of what was looked for."""
    return SearchResults(
        items=[_found_from(item) for item in payload["items"]],
        total=payload["total"],
        next=payload["next"],
        corrected=payload.get("corrected_query") or "",
        facets={
            name: [
                FacetValue(value=str(one["value"]), label=str(one["label"]), count=int(one["count"])) for one in found
            ]
            for name, found in payload["facets"].items()
        },
        recognised=[(one["facet"], one["value"], one["label"]) for one in payload.get("recognised") or ()],
        suggestions=suggestions_from(payload),
        is_guess=bool(payload.get("low_confidence")),
        is_degraded=bool(payload.get("degraded")),
    )


def suggestions_from(payload: Json) -> list[Suggestion]:
    """Names to go to; one without an address is none."""
    found = [
        Suggestion(
            text=str(one["text"]),
            path=_address(one["path"]),
            document_type=str(one["document_type"]),
            code=one.get("code") or "",
        )
        for one in payload.get("suggestions") or ()
    ]
    return [one for one in found if one.path]


def _found_from(item: Json) -> FoundItem:
    marked = item["highlights"]
    return FoundItem(
        document=document_from(item),
        title_html=marked.get("title") or "",
        summary_html=marked.get("summary") or "",
        text_html=marked.get("text") or "",
        file=marked.get("file") or "",
        code=item.get("code") or "",
        name_en=item.get("name_en") or "",
        name_en_html=marked.get("name_en") or "",
        description_en=item.get("description_en") or "",
        is_best_bet=bool(item.get("is_best_bet")),
        is_expired=bool(item.get("is_expired")),
        is_sample=bool(item.get("is_sample")),
    )


def _entries(entries: Iterable[Json], locale: str) -> list[MenuItem]:
    return [
        MenuItem(link=_link_from(entry, locale), children=_entries(entry.get("children") or (), locale))
        for entry in entries
    ]


def _link_from(value: Json, locale: str) -> Link:
    return Link(
        title=value["title"],
        path=_address(value["path"]),
        type=value["type"],
        locale=value.get("locale") or locale,
        content_id=str(value.get("content_id") or ""),
    )


def _translation_from(value: Json) -> Translation:
    return Translation(
        locale=value["locale"],
        path=_address(value["path"]),
        title=value["title"],
        is_stale=bool(value.get("is_stale")),
    )


def _address(path: str | None) -> str:
    """An address on the site itself, or none: whoever answers for the API, no other scheme or host gets in."""
    return path if path and path.startswith("/") and not path.startswith(("//", "/\\")) else ""


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(HANOI)
