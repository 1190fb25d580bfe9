"""What both adapters share: the answers of the public API, read into the port's values."""

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, TypeVar

import orjson

from cms.portal.source import parsing
from cms.portal.source.port import (
    Catalogue,
    CatalogueQuery,
    Generation,
    Gone,
    InvalidCursor,
    Listing,
    ListingQuery,
    MenuItem,
    Missing,
    Redirect,
    Resolution,
    SearchQuery,
    SearchResults,
    Section,
    Site,
    SourceAway,
    Suggestion,
)

logger = logging.getLogger(__name__)
T = TypeVar("T")
# What a filter finds that the API refuses: to a reader, whose address is mistyped or old, there is simply nothing.
_NOTHING: Mapping[str, Any] = {"items": [], "total": 0, "next": None, "facets": {}}

NamedList = Literal["sites", "sections", "menus"]
WHOLE_PAGE = 100  # the API's largest page


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the API says: the status, the JSON bytes, where a moved thing stands, when the store changed."""

    status: int
    body: bytes = b""
    moved_to: str = ""
    changed_at: datetime | None = None


class JsonSource(ABC):
    """A DocumentSource over anything that answers with the JSON of `/api/v1/`."""

    @abstractmethod
    def read_path(self, *, site: str, path: str) -> Answer:
        """The answer of `by-path/`: 200, 301, 404 or 410."""

    @abstractmethod
    def read_documents(self, query: ListingQuery) -> Answer:
        """The answer of `documents/`; 400 for a cursor that it did not give out."""

    @abstractmethod
    def read_procedures(self, query: CatalogueQuery) -> Answer:
        """The answer of `procedures/` with its facets; 400 for a cursor or a filter that cannot be."""

    @abstractmethod
    def read_list(self, name: NamedList, *, site: str, locale: str, cursor: str | None) -> Answer:
        """A page of `sites/`, `sections/` or `menus/`."""

    @abstractmethod
    def read_search(self, query: SearchQuery) -> Answer:
        """The answer of `search/`; 400 for a cursor or a filter that cannot be."""

    @abstractmethod
    def read_suggestions(self, *, site: str, locale: str, text: str) -> Answer:
        """The answer of `search/suggest/`."""

    def search(self, query: SearchQuery) -> SearchResults:
        """A page of what is looked for; raise InvalidCursor for a cursor that the API refuses."""
        answer = self.read_search(query)
        if answer.status == 400 and query.cursor:
            raise InvalidCursor
        if answer.status == 400 and query.filters:
            return parsing.results_from(_NOTHING)
        if answer.status != 200:
            raise SourceAway(f"search answered {answer.status}")
        return _understood(parsing.results_from, _json(answer))

    def suggest(self, *, site: str, locale: str, text: str) -> Sequence[Suggestion]:
        """Names for what was typed so far."""
        answer = self.read_suggestions(site=site, locale=locale, text=text)
        if answer.status != 200:
            raise SourceAway(f"suggest answered {answer.status}")
        return _understood(parsing.suggestions_from, _json(answer))

    def note_choice(self, *, site: str, locale: str, text: str) -> None:
        """Nothing: what is read from elsewhere is counted there."""
        return

    def generation(self) -> Generation | None:
        """Unknown: what is read from elsewhere is asked again each time."""
        return None

    def sites(self) -> Sequence[Site]:
        """Every site, in the API's order."""
        return [_understood(parsing.site_from, item) for item in self._all("sites", site="", locale="vi")]

    def by_path(self, *, site: str, path: str) -> Resolution:
        """What stands at an address."""
        answer = self.read_path(site=site, path=path)
        match answer.status:
            case 200:
                return replace(_understood(parsing.document_from, _json(answer)), changed_at=answer.changed_at)
            case 301:
                return Redirect(path=answer.moved_to)
            case 410:
                return Gone(reason=str(_json(answer).get("reason") or ""))
            case 400 | 404:
                # 400: an address that cannot exist (too long, a NUL) is, to a reader, simply not there.
                return Missing()
            case status:
                raise SourceAway(f"by-path answered {status}")

    def listing(self, query: ListingQuery) -> Listing:
        """A page of a listing; raise InvalidCursor for a cursor that the API refuses."""
        answer = self.read_documents(query)
        if answer.status == 400 and query.cursor:
            raise InvalidCursor
        if answer.status != 200:
            raise SourceAway(f"documents answered {answer.status}")
        return _understood(parsing.listing_from, _json(answer))

    def catalogue(self, query: CatalogueQuery) -> Catalogue:
        """A page of the catalogue; raise InvalidCursor for a cursor that the API refuses."""
        answer = self.read_procedures(query)
        if answer.status == 400 and query.cursor:
            raise InvalidCursor
        if answer.status == 400 and query.filters:
            return parsing.catalogue_from(_NOTHING)
        if answer.status != 200:
            raise SourceAway(f"procedures answered {answer.status}")
        return _understood(parsing.catalogue_from, _json(answer))

    def sections(self, *, site: str, locale: str) -> Sequence[Section]:
        """Every open section."""
        return [_understood(parsing.section_from, item) for item in self._all("sections", site=site, locale=locale)]

    def menus(self, *, site: str, locale: str) -> Mapping[str, Sequence[MenuItem]]:
        """The menus by key."""
        return dict(_understood(parsing.menu_from, item) for item in self._all("menus", site=site, locale=locale))

    def _all(self, name: NamedList, *, site: str, locale: str) -> Iterator[Mapping[str, Any]]:
        cursor: str | None = None
        while True:
            answer = self.read_list(name, site=site, locale=locale, cursor=cursor)
            if answer.status != 200:
                raise SourceAway(f"{name} answered {answer.status}")
            page = _json(answer)
            yield from page["items"]
            cursor = page["next"]
            if cursor is None:
                return


def _json(answer: Answer) -> Any:
    try:
        return orjson.loads(answer.body)
    except orjson.JSONDecodeError as error:
        raise SourceAway("the answer is not JSON") from error


def _understood(parse: Callable[[Any], T], payload: Any) -> T:
    """Parse, or say that the source is away: another version of the API must not crash a page."""
    try:
        return parse(payload)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        logger.exception("the source answered in a shape that the portal does not know")
        raise SourceAway("unknown shape") from error
