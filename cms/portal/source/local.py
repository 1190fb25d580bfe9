"""The `local` adapter: the store of this process, through the same reads as the API's."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import orjson
from django.db import DatabaseError
from django.utils import timezone

from cms.kernel.calendar import day_of
from cms.portal.source.json_source import WHOLE_PAGE, Answer, JsonSource, NamedList
from cms.portal.source.port import CatalogueQuery, Generation, ListingQuery, SearchQuery, SourceAway
from cms.publishing import reading
from cms.subsites.queries import SubsiteInfo, subsites
from search.answers import SearchRequest, search_answer, suggested
from search.asking import Asked
from search.questions import note_choice, note_question

P = ParamSpec("P")
T = TypeVar("T")


def _or_away(read: Callable[P, T]) -> Callable[P, T]:
    """A database that cannot be read is a source that is away."""

    @wraps(read)
    def reading_or_away(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return read(*args, **kwargs)
        except DatabaseError as error:
            raise SourceAway("the store cannot be read") from error

    return reading_or_away


class LocalSource(JsonSource):
    """Reads the store; its generation says when a kept page is still true."""

    @_or_away
    def generation(self) -> Generation | None:
        """The store's generation: one query."""
        value, changed_at = reading.generation()
        return Generation(value=str(value), changed_at=changed_at)

    @_or_away
    def read_path(self, *, site: str, path: str) -> Answer:
        """What stands at an address, as the API would answer."""
        match reading.by_path(site=_site(site), path=path):
            case reading.Found(body=body, changed_at=changed_at):
                return Answer(status=200, body=body, changed_at=changed_at)
            case reading.Moved(path=target):
                return Answer(status=301, moved_to=target)
            case reading.Gone(reason=reason):
                return Answer(status=410, body=orjson.dumps({"reason": reason}))
            case _:
                return Answer(status=404)

    @_or_away
    def read_documents(self, query: ListingQuery) -> Answer:
        """A page of documents, as the API would answer."""
        asked = reading.DocumentQuery(
            site=_site(query.site),
            locale=query.locale,
            types=tuple(query.types),
            section=query.section,
            department=query.department,
            topic=query.topic,
            ids=tuple(query.ids),
            published_from=query.from_day,
            published_to=query.to_day,
            order="published_at" if query.oldest_first else "-published_at",
            limit=query.limit,
            cursor=query.cursor,
            fallback="vi" if query.ids else "none",
            detail="card" if query.as_cards else "full",
        )
        try:
            return _page(reading.documents(asked))
        except reading.InvalidCursor:
            return Answer(status=400)

    @_or_away
    def read_procedures(self, query: CatalogueQuery) -> Answer:
        """A page of the catalogue with its facets, as the API would answer."""
        filters = dict(query.filters)
        asked = reading.CatalogueQuery(
            site=_site(query.site),
            locale=query.locale,
            filters=tuple((name, value) for name, value in {"status": "current", **filters}.items() if value != "any"),
            limit=query.limit,
            cursor=query.cursor,
            fallback="vi",
        )
        try:
            listing = reading.procedures(asked)
        except reading.InvalidCursor:
            return Answer(status=400)
        return _page(listing, {"facets": reading.catalogue_facets(asked)})

    @_or_away
    def read_list(self, name: NamedList, *, site: str, locale: str, cursor: str | None) -> Answer:
        """A page of one of the short lists, as the API would answer."""
        asked: dict[str, Any] = {"locale": locale, "limit": WHOLE_PAGE, "cursor": cursor}
        if name == "sites":
            return _page(reading.sites(**asked))
        if name == "sections":
            return _page(reading.sections(site=_site(site), on=day_of(timezone.now()), **asked))
        return _page(reading.menus(site=_site(site), **asked))

    @_or_away
    def read_search(self, query: SearchQuery) -> Answer:
        """A page of what is looked for, as the API would answer."""
        asked = Asked(
            text=query.text,
            site=_site(query.site),
            locale=query.locale,
            filters={name: (value,) for name, value in query.filters.items()},
            as_typed=query.as_typed,
            expired=query.expired,
        )
        request = SearchRequest(asked=asked, limit=query.limit, cursor=query.cursor)
        try:
            found = search_answer(request, at=timezone.now())
        except reading.InvalidCursor:
            return Answer(status=400)
        if query.cursor is None and not query.filters:
            note_question(asked, found)
        return Answer(status=200, body=found.body, changed_at=found.changed_at)

    @_or_away
    def read_suggestions(self, *, site: str, locale: str, text: str) -> Answer:
        """Names for what was typed so far, as the API would answer."""
        asked = Asked(text=text, site=_site(site), locale=locale)
        return Answer(status=200, body=orjson.dumps({"suggestions": suggested(text, asked)}))

    def note_choice(self, *, site: str, locale: str, text: str) -> None:
        """One more line for the report of questions."""
        note_choice(site=site, locale=locale, text=text)


def _site(key: str) -> SubsiteInfo:
    for site in subsites():
        if site.key == key:
            return site
    raise SourceAway(f"the site {key} is not there any more")


def _page(listing: reading.Listing, extra: dict[str, Any] | None = None) -> Answer:
    tail = orjson.dumps({"next": listing.next_cursor, "total": listing.total, **(extra or {})})
    body = b'{"items":[' + b",".join(listing.items_json) + b"]," + tail[1:]
    return Answer(status=200, body=body, changed_at=listing.changed_at)
