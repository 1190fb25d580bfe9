"""What a template sees beside its document, by document type: listings, read through the source."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from cms.portal.catalogue import guide_procedures, home_life_events, procedure_extras, section_catalogue
from cms.portal.paging import Position, pager
from cms.portal.source.port import Document, DocumentSource, Link, Listing, ListingQuery, Section
from cms.portal.visit import Visit

Context = dict[str, Any]

PAGE_LENGTH = 20
NEWEST_ON_HOME = 6
BLOCKS_ON_HOME = 6
BLOCK_LENGTH = 4
BESIDE_ARTICLE = 5
QUICK_KINDS = ("procedure", "qa", "document", "notice")  # what citizens come for, in any section


@dataclass(frozen=True, kw_only=True)
class Block:
    """A section of the home page with its newest documents."""

    section: Section
    documents: Sequence[Document]


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    """A section's sub-sections, and the open sections beside it."""

    children: Sequence[Section]
    siblings: Sequence[Section]


def context_for(document: Document, visit: Visit, source: DocumentSource, at: Position) -> Context:
    """The context of a document's type; an unknown type sees only its document."""
    build = _BUILDERS.get(document.document_type)
    return build(document, visit, source, at) if build else {}


def _home(document: Document, visit: Visit, source: DocumentSource, at: Position) -> Context:
    """Newest first, one with a picture leading; then the sections that have most, then all of them."""
    newest = source.listing(_query(visit, types=("article",), limit=NEWEST_ON_HOME))
    lead = next((item for item in newest.items if item.image), next(iter(newest.items), None))
    sections = source.sections(site=visit.site.key, locale=visit.locale)
    top = [section for section in sections if section.parent is None]
    filled = sorted((s for s in top if s.document_count), key=lambda s: -s.document_count)[:BLOCKS_ON_HOME]
    blocks = [
        Block(
            section=section,
            documents=source.listing(_query(visit, section=section.key, limit=BLOCK_LENGTH)).items,
        )
        for section in top
        if section in filled
    ]
    return {
        "listing": newest,
        "lead": lead,
        "others": [item for item in newest.items if item is not lead],
        "blocks": [block for block in blocks if block.documents],
        "quick": [section for section in top if section.content_kind in QUICK_KINDS],
        "life_events": _life_events(sections, visit, source),
    }


def _life_events(sections: Sequence[Section], visit: Visit, source: DocumentSource) -> list[dict[str, Any]]:
    """Entry points to the catalogue, on a site that has one."""
    catalogue = next((one for one in sections if one.content_kind == "procedure" and one.document_count), None)
    return home_life_events(visit, source, catalogue.path) if catalogue is not None else []


def _section(document: Document, visit: Visit, source: DocumentSource, at: Position) -> Context:
    key = str(document.details.get("key", ""))
    if document.details.get("content_kind") == "procedure":
        context = section_catalogue(document, visit, source, at)
    else:
        context = _pages_of(_query(visit, section=key), document, source, at)
    sections = source.sections(site=visit.site.key, locale=visit.locale)
    parent = document.details.get("parent")
    return context | {
        "neighbours": Neighbours(
            children=[section for section in sections if section.parent == key],
            siblings=[section for section in sections if section.parent == parent and section.key != key]
            if parent
            else [],
        ),
        "closed_from": _closed_from(document, sections),
    }


def _closed_from(document: Document, sections: Sequence[Section]) -> date | None:
    """The first day without a section that is not among the open ones any more; None for one that is."""
    last_day = document.details.get("closed_on")
    if not last_day or any(section.key == document.details.get("key") for section in sections):
        return None
    return date.fromisoformat(str(last_day)) + timedelta(days=1)


def _unit(document: Document, visit: Visit, source: DocumentSource, at: Position) -> Context:
    return _pages_of(_query(visit, department=str(document.details.get("key", ""))), document, source, at)


def _article(document: Document, visit: Visit, source: DocumentSource, at: Position) -> Context:
    """The newest of the same section, without the article itself and what it names as related."""
    key = _section_key(document.section, visit, source)
    if key is None:
        return {}
    found = source.listing(_query(visit, section=key, limit=BESIDE_ARTICLE + 1))
    known = {document.content_id, *(link.content_id for link in document.links.get("related", ()))}
    items = [item for item in found.items if item.content_id not in known][:BESIDE_ARTICLE]
    return {"listing": Listing(items=items, total=found.total, next=None)}


def _procedure(document: Document, visit: Visit, source: DocumentSource, at: Position) -> Context:
    return procedure_extras(document, visit, source)


def _guide(document: Document, visit: Visit, source: DocumentSource, at: Position) -> Context:
    return guide_procedures(document, visit, source)


_BUILDERS: Mapping[str, Callable[[Document, Visit, DocumentSource, Position], Context]] = {
    "home": _home,
    "section": _section,
    "unit": _unit,
    "article": _article,
    "procedure": _procedure,
    "life_event_guide": _guide,
}


def _section_key(link: Link | None, visit: Visit, source: DocumentSource) -> str | None:
    if link is None:
        return None
    sections = source.sections(site=visit.site.key, locale=visit.locale)
    return next((section.key for section in sections if section.path == link.path), None)


def _pages_of(query: ListingQuery, document: Document, source: DocumentSource, at: Position) -> Context:
    listing = source.listing(_of_year(query, at))
    return {
        "listing": listing,
        "pager": pager(document.path, at, following=listing.next, total=listing.total, limit=PAGE_LENGTH),
        "years": _years(query, source),
        "year": at.year,
    }


def _query(visit: Visit, *, limit: int = PAGE_LENGTH, **filters: Any) -> ListingQuery:
    return ListingQuery(site=visit.site.key, locale=visit.locale, limit=limit, as_cards=True, **filters)


def _of_year(query: ListingQuery, at: Position) -> ListingQuery:
    if at.year is None:
        return replace(query, cursor=at.cursor)
    return replace(query, cursor=at.cursor, from_day=date(at.year, 1, 1), to_day=date(at.year, 12, 31))


def _years(query: ListingQuery, source: DocumentSource) -> list[int]:
    """The years that the listing spans, newest first; empty when it is one year or none."""
    ends = [
        listing.items[0].published_at.year
        for oldest_first in (True, False)
        if (listing := source.listing(replace(query, limit=1, oldest_first=oldest_first))).items
    ]
    if len(ends) < 2 or ends[0] == ends[1]:
        return []
    return list(range(ends[1], ends[0] - 1, -1))
