"""What both adapters share: the questions, asked in the words of the public API."""

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson

from cms.portal.source import parsing
from cms.portal.source.port import (
    Gone,
    InvalidCursor,
    Listing,
    ListingQuery,
    MenuItem,
    Missing,
    Redirect,
    Resolution,
    Section,
    Site,
    SourceAway,
)

logger = logging.getLogger(__name__)
T = TypeVar("T")

PAGE = 100  # the API's largest page


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the API says: the status, the JSON bytes, and where a moved thing stands now."""

    status: int
    body: bytes = b""
    location: str = ""


class JsonSource(ABC):
    """A DocumentSource over anything that answers as `/api/v1/` does."""

    @abstractmethod
    def read(self, resource: str, params: Mapping[str, str]) -> Answer:
        """The answer to `GET /api/v1/{resource}?{params}`; raise SourceAway when there is none."""

    def generation(self) -> str | None:
        """Unknown: what is read from elsewhere is asked again each time."""
        return None

    def sites(self) -> Sequence[Site]:
        """Every site, in the API's order."""
        return [parsing.site_from(item) for item in self._all("sites/", {})]

    def by_path(self, *, site: str, path: str) -> Resolution:
        """What stands at an address."""
        answer = self.read("by-path/", {"site": site, "path": path})
        match answer.status:
            case 200:
                return _understood(parsing.document_from, _json(answer))
            case 301 | 308:
                return Redirect(path=_json(answer).get("path") or answer.location)
            case 410:
                return Gone(reason=str(_json(answer).get("reason") or ""))
            case 400 | 404:
                # 400: an address that cannot exist (too long, a NUL) is, to a reader, simply not there.
                return Missing()
            case status:
                raise SourceAway(f"by-path answered {status}")

    def listing(self, query: ListingQuery) -> Listing:
        """A page of a listing; raise InvalidCursor for a cursor that the API refuses."""
        answer = self.read("documents/", _params(query))
        if answer.status == 400 and query.cursor:
            raise InvalidCursor
        if answer.status != 200:
            raise SourceAway(f"documents answered {answer.status}")
        return _understood(parsing.listing_from, _json(answer))

    def sections(self, *, site: str, locale: str) -> Sequence[Section]:
        """Every open section."""
        items = self._all("sections/", {"site": site, "locale": locale})
        return [parsing.section_from(item, locale) for item in items]

    def menus(self, *, site: str, locale: str) -> Mapping[str, Sequence[MenuItem]]:
        """The menus by key."""
        items = list(self._all("menus/", {"site": site, "locale": locale}))
        empty = frozenset(s.key for s in self.sections(site=site, locale=locale) if not s.document_count)
        return {
            item["details"]["key"]: parsing.menu_from(item, locale=locale, empty_sections=empty) for item in items
        }

    def _all(self, resource: str, params: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
        asked = {**params, "limit": str(PAGE)}
        while True:
            answer = self.read(resource, asked)
            if answer.status != 200:
                raise SourceAway(f"{resource} answered {answer.status}")
            page = _json(answer)
            yield from page["items"]
            if not page["next"]:
                return
            asked = {**asked, "cursor": page["next"]}


def _params(query: ListingQuery) -> dict[str, str]:
    asked = {
        "site": query.site,
        "locale": query.locale,
        "type": ",".join(query.types),
        "section": query.section,
        "department": query.department,
        "topic": query.topic,
        "from": query.from_day.isoformat() if query.from_day else None,
        "to": query.to_day.isoformat() if query.to_day else None,
        "order": "published_at" if query.oldest_first else None,
        "limit": str(query.limit),
        "cursor": query.cursor,
    }
    return {name: value for name, value in asked.items() if value}


def _json(answer: Answer) -> Any:
    try:
        return orjson.loads(answer.body)
    except orjson.JSONDecodeError as error:
        raise SourceAway("the answer is not JSON") from error


def _understood(parse: Callable[[Any], T], payload: Any) -> T:
    """Parse, or say that the source is away: another version of the API must not crash a page."""
    try:
        return parse(payload)
    except (KeyError, TypeError, ValueError) as error:
        logger.exception("the source answered in a shape that the portal does not know")
        raise SourceAway("unknown shape") from error
