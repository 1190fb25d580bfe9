"""What the pages of procedures and guides show beside their document: the catalogue, its filters, guides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cms.portal.paging import FILTERS, Position, filtered_address, pager
from cms.portal.source.port import Catalogue, CatalogueQuery, Document, DocumentSource, FacetValue, ListingQuery
from cms.portal.visit import Visit

CATALOGUE_LENGTH = 20
GUIDES_SHOWN = 30
NEWS_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One thing to filter by: its words, its values, the chosen one, and the address without it."""

    name: str
    label: str
    values: Sequence[FacetValue]
    chosen: str = ""
    chosen_label: str = ""
    without: str = ""


def section_catalogue(document: Document, visit: Visit, source: DocumentSource, at: Position) -> dict[str, Any]:
    """The catalogue of a section for procedures; on its first page also guides, life events and notices of change."""
    query = CatalogueQuery(
        site=visit.site.key, locale=visit.locale, filters=at.filters, limit=CATALOGUE_LENGTH, cursor=at.cursor
    )
    found = source.catalogue(query)
    is_start = not at.filters and at.cursor is None
    key = str(document.details.get("key", ""))
    return {
        "catalogue": found,
        "filters": _filters(document.path, found, at),
        "is_start": is_start,
        "pager": pager(
            document.path, at, following=found.listing.next, total=found.listing.total, limit=CATALOGUE_LENGTH
        ),
        "life_events": life_events(document.path, found) if is_start else [],
        "guides": _guides(key, visit, source, at) if at.cursor is None else [],
        "notices": _newest(key, visit, source) if is_start else [],
    }


def life_events(path: str, catalogue: Catalogue) -> list[dict[str, Any]]:
    """The entry points to the catalogue: each life event that has procedures, with its address there."""
    return [
        {"label": one.label, "count": one.count, "path": filtered_address(path, (("life_event", one.value),))}
        for one in catalogue.facets.get("life_event", ())
    ]


def home_life_events(visit: Visit, source: DocumentSource, path: str) -> list[dict[str, Any]]:
    """The same for the home page: the catalogue is asked for its facets only."""
    found = source.catalogue(CatalogueQuery(site=visit.site.key, locale=visit.locale, limit=1))
    return life_events(path, found)


def guide_procedures(document: Document, visit: Visit, source: DocumentSource) -> dict[str, Any]:
    """The steps of a guide with their procedures, as they are now; one that is not public is left out."""
    steps: Sequence[Mapping[str, Any]] = document.details.get("steps") or ()
    ids = list(dict.fromkeys(str(one) for step in steps for one in step.get("procedures") or ()))[:100]
    found: dict[str, Document] = {}
    if ids:
        query = ListingQuery(site=visit.site.key, locale=visit.locale, ids=[UUID(one) for one in ids], limit=100)
        found = {one.content_id: one for one in source.listing(query).items}
    return {
        "steps": [
            {**step, "documents": [found[one] for one in step.get("procedures") or () if one in found]}
            for step in steps
        ]
    }


def procedure_extras(document: Document, visit: Visit, source: DocumentSource) -> dict[str, Any]:
    """Where its life events lead (the catalogue of its section), its legal grounds, whether its check holds today."""
    section = document.section
    events = document.details.get("life_events") or ()
    legal_basis = _legal_basis(document)
    return {
        "life_events": [
            {"label": one["label"], "path": filtered_address(section.path, (("life_event", one["key"]),))}
            for one in events
        ]
        if section is not None
        else [],
        "legal_basis": legal_basis,
        "says_validity": any(row.get("validity") for row in legal_basis),
        "check": _check(document, visit.day),
        "page_url": visit.absolute(document.path),
    }


def _legal_basis(document: Document) -> list[dict[str, Any]]:
    """Each row with the page of this site that holds its text, while that is public."""
    pages = {link.content_id: link for link in document.links.get("legal_basis", ())}
    rows: Sequence[Mapping[str, Any]] = document.details.get("legal_basis") or ()
    return [{**row, "page": pages.get(str(row.get("content_id")))} for row in rows]


def _check(document: Document, today: date) -> str:
    """Whether somebody compared it with the official record: `never` (or on a day to come), `valid`, `expired`."""
    made, until = (_day(document.details.get(name)) for name in ("verified_on", "verified_until"))
    if made is None or made > today:
        return "never"
    return "expired" if until is not None and until < today else "valid"


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _filters(path: str, found: Catalogue, at: Position) -> list[Filter]:
    labels = {
        "life_event": _("Life event"),
        "field": _("Field of administration"),
        "level": _("Level of government"),
        "agency": _("Handled by"),
        "audience": _("Who it is for"),
        "online_level": _("Online"),
        "status": _("Status"),
    }
    chosen = dict(at.filters)
    offered = {**found.facets, "status": _statuses()}
    filters = []
    for name in FILTERS:
        values = offered.get(name, ())
        value = chosen.get(name, "")
        rest = tuple(pair for pair in at.filters if pair[0] != name)
        label = next((one.label for one in values if one.value == value), value)
        filters.append(
            Filter(
                name=name,
                label=labels[name],
                values=values,
                chosen=value,
                chosen_label=label,
                without=filtered_address(path, rest) if value else "",
            )
        )
    return filters


def _statuses() -> list[FacetValue]:
    """Offered whole: without a choice only what is in force is listed, so the archive would never show."""
    return [
        FacetValue(value="expired", label=_("No longer in force"), count=0),
        FacetValue(value="repealed", label=_("Repealed"), count=0),
        FacetValue(value="any", label=_("Any status"), count=0),
    ]


def _guides(key: str, visit: Visit, source: DocumentSource, at: Position) -> Sequence[Document]:
    """The guides of the section; with a life event chosen, only its own; with any other filter, none."""
    chosen = dict(at.filters)
    event = chosen.pop("life_event", "")
    if chosen:
        return []
    query = ListingQuery(
        site=visit.site.key, locale=visit.locale, types=("life_event_guide",), section=key, limit=GUIDES_SHOWN
    )
    guides = source.listing(query).items
    if not event:
        return guides
    return [one for one in guides if (one.details.get("life_event") or {}).get("key") == event]


def _newest(key: str, visit: Visit, source: DocumentSource) -> Sequence[Document]:
    """Notices of changes and other articles of the section."""
    query = ListingQuery(site=visit.site.key, locale=visit.locale, section=key, limit=NEWS_SHOWN, as_cards=True)
    return source.listing(query).items
