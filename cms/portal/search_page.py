"""The search page: the question and its filters as an address, so that Back, sharing and no script all work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cms.kernel.text import nfc, strip_controls
from cms.portal.paging import LONGEST_TRAIL, Pager, Position, position_from
from cms.portal.source.port import DocumentSource, FacetValue, SearchQuery, SearchResults, Section
from cms.portal.visit import Visit, home_path

LONGEST_QUESTION = 200
PAGE_LENGTH = 10
_MOST_VALUES = 12
_LONGEST_VALUE = 200
# The filters of the page, in its order; the names in the address are the API's.
FILTERS = ("type", "field", "level", "agency", "audience", "online_level", "life_event", "section", "year", "language")
_WAYS_ON = ("procedure", "qa")
_SLUGS = {"vi": "tim-kiem/", "en": "search/"}
_SUGGEST = {"vi": "goi-y/", "en": "suggest/"}
_OPENED = {"vi": "da-mo/", "en": "opened/"}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A value to narrow by, as a link; a chosen one's link takes it away again."""

    label: str
    count: int
    path: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A heading with its choices."""

    name: str
    label: str
    choices: Sequence[Choice]
    is_chosen: bool


def search_path(locale: str) -> str:
    """The address of the search page in that language."""
    return f"{home_path(locale)}{_SLUGS[locale]}"


def suggest_path(locale: str) -> str:
    """Where suggestions are asked for while typing."""
    return f"{search_path(locale)}{_SUGGEST[locale]}"


def opened_path(locale: str) -> str:
    """Where a script tells that a result was opened."""
    return f"{search_path(locale)}{_OPENED[locale]}"


def question_of(given: QueryDict) -> str:
    """The question as it is searched: one line, at most LONGEST_QUESTION characters; the rest is let go."""
    line = nfc(strip_controls(given.get("q", "")[: LONGEST_QUESTION * 4].replace("\n", " ").replace("\t", " ")))
    return " ".join(line.split())[:LONGEST_QUESTION].strip()


def query_of(given: QueryDict, visit: Visit) -> SearchQuery:
    """What the address asks; a filter that cannot be one counts as not given."""
    filters = {name: value for name in FILTERS if (value := given.get(name, "").strip()) and _is_possible(name, value)}
    return SearchQuery(
        site=visit.site.key,
        locale=visit.locale,
        text=question_of(given),
        filters=filters,
        as_typed=given.get("exact") == "true",
        expired=given.get("include_expired") == "true",
        limit=PAGE_LENGTH,
        cursor=position_from(given).cursor,
    )


def _is_possible(name: str, value: str) -> bool:
    if name == "year":
        return value.isascii() and value.isdigit() and len(value) == 4 and "1900" <= value <= "2200"
    if len(value) > _LONGEST_VALUE or not value.isprintable():
        return False
    return name != "section" or (value.isascii() and all(char.isalnum() or char in "-_." for char in value))


def address(visit: Visit, query: SearchQuery, **changed: str | None) -> str:
    """The address of this search with some parameters changed or, with None, taken out. Always page 1."""
    parameters: dict[str, str | None] = {
        "q": query.text,
        **query.filters,
        "exact": "true" if query.as_typed else None,
        "include_expired": "true" if query.expired else None,
        **changed,
    }
    return f"{search_path(visit.locale)}?{urlencode({name: value for name, value in parameters.items() if value})}"


def filters_of(visit: Visit, query: SearchQuery, results: SearchResults) -> list[Filter]:
    """What the results may be narrowed by: headings with a choice, or with one chosen."""
    labels = _labels()
    found = []
    for name in FILTERS:
        chosen = query.filters.get(name)
        values = list(results.facets.get(name, ()))[:_MOST_VALUES]
        if chosen and all(one.value != chosen for one in values):
            values.insert(0, FacetValue(value=chosen, label=chosen, count=0))
        if len(values) > 1 or chosen:
            choices = [
                Choice(
                    label=one.label,
                    count=one.count,
                    path=address(visit, query, **{name: None if one.value == chosen else one.value}),
                    is_chosen=one.value == chosen,
                )
                for one in values
            ]
            found.append(Filter(name=name, label=labels[name], choices=choices, is_chosen=chosen is not None))
    return found


def pager_of(visit: Visit, query: SearchQuery, results: SearchResults, at: Position) -> Pager:
    """The ways to the next and the former page."""

    def page(cursor: str | None, trail: tuple[str, ...], number: int) -> str:
        if not cursor:
            return address(visit, query)
        back = ".".join(trail[-LONGEST_TRAIL:]) or None
        return address(visit, query, cursor=cursor, page=str(number), back=back)

    here = (at.cursor,) if at.cursor else ()
    before = at.trail[-1] if at.trail else None
    return Pager(
        number=at.number,
        count=max(1, -(-min(results.total, 200) // PAGE_LENGTH)),
        first=address(visit, query) if at.cursor else "",
        previous=page(before, at.trail[:-1], at.number - 1) if at.cursor else "",
        next=page(results.next, (*at.trail, *here), at.number + 1) if results.next else "",
    )


def ways_on(visit: Visit, source: DocumentSource) -> list[Section]:
    """Where somebody who found nothing may go on looking: the catalogue of procedures, the answers to questions."""
    sections = source.sections(site=visit.site.key, locale=visit.locale)
    return [one for one in sections if one.content_kind in _WAYS_ON and one.document_count and one.path]


def context_of(visit: Visit, query: SearchQuery, results: SearchResults | None, at: Position) -> Mapping[str, Any]:
    """What the page shows; without results when nothing was asked."""
    if results is None:
        return {"query": query, "results": None, "is_search": True}
    types = {one.value: one.label for one in results.facets.get("type", ())}
    return {
        "query": query,
        "results": results,
        "is_search": True,
        "opened_path": opened_path(visit.locale),
        "rows": [(item, types.get(item.document.document_type, "")) for item in results.items],
        "filters": filters_of(visit, query, results),
        "kept": [*query.filters.items()],
        "without_filters": address(visit, query, **dict.fromkeys(FILTERS)) if query.filters else "",
        "as_typed": address(visit, query, exact="true"),
        "corrected": address(visit, query, exact=None),
        "other_status": address(visit, query, include_expired=None if query.expired else "true"),
        "recognised": [
            (label, address(visit, query, **{facet: value}))
            for facet, value, label in results.recognised
            if facet in FILTERS and facet not in query.filters
        ],
        "pager": pager_of(visit, query, results, at),
    }


def _labels() -> dict[str, str]:
    return {
        "type": _("Kind of content"),
        "field": _("Field of procedures"),
        "level": _("Level of authority"),
        "agency": _("Agency in charge"),
        "audience": _("For whom"),
        "online_level": _("How far online"),
        "life_event": _("Life event"),
        "section": _("Section"),
        "year": _("Year"),
        "language": _("Language"),
    }
