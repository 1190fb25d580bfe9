"""Walking a listing with plain links: forward by the source's cursor, back by the cursors passed."""

import re
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.http import urlencode

# Beyond this many pages the way back goes to the first page: an address must stay short.
LONGEST_TRAIL = 20
# What a catalogue is filtered by, in the order in which it is offered; values are keys.
FILTERS = ("life_event", "field", "level", "agency", "audience", "online_level", "status")
_KEY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9_])?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Position:
    """Where in a listing the reader stands."""

    cursor: str | None = None
    trail: tuple[str, ...] = ()
    number: int = 1
    year: int | None = None
    filters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pager:
    """The links of a page of a listing; empty where there is nowhere to go."""

    number: int
    count: int
    first: str
    previous: str
    next: str


def position_from(query: QueryDict) -> Position:
    """Read the position from the address; what cannot be read counts as not given."""
    cursor = query.get("cursor") or None
    trail = tuple(part for part in query.get("back", "").split(".") if part)[-LONGEST_TRAIL:] if cursor else ()
    number = _whole(query.get("page"), largest=100_000) or 2
    year = _whole(query.get("year"), largest=2200)
    return Position(
        cursor=cursor,
        trail=trail,
        number=max(number, len(trail) + 2) if cursor else 1,
        year=year if year and year >= 1945 else None,
        filters=tuple((name, value) for name in FILTERS if _KEY.fullmatch(value := query.get(name, ""))),
    )


def pager(path: str, at: Position, *, following: str | None, total: int, limit: int) -> Pager:
    """The links from a position: first, previous and next."""
    first = _address(path, at)
    previous = ""
    if at.cursor:
        before = at.trail[-1] if at.trail else None
        previous = _address(path, at, cursor=before, trail=at.trail[:-1], number=at.number - 1)
    here = (at.cursor,) if at.cursor else ()
    onward = _address(path, at, cursor=following, trail=(*at.trail, *here), number=at.number + 1)
    return Pager(
        number=at.number,
        count=max(1, -(-total // limit)),
        first=first if at.cursor else "",
        previous=previous,
        next=onward if following else "",
    )


def _address(
    path: str, at: Position, *, cursor: str | None = None, trail: tuple[str, ...] = (), number: int = 1
) -> str:
    query: dict[str, str] = dict(at.filters)
    if at.year:
        query["year"] = str(at.year)
    if cursor:
        query |= {"cursor": cursor, "page": str(number)}
        if trail:
            query["back"] = ".".join(trail[-LONGEST_TRAIL:])
    return f"{path}?{urlencode(query)}" if query else path


def filtered_address(path: str, filters: tuple[tuple[str, str], ...]) -> str:
    """The first page of a catalogue with these filters."""
    return _address(path, Position(filters=filters))


def _whole(text: str | None, *, largest: int) -> int | None:
    if not text or not text.isascii() or not text.isdigit() or len(text) > 6:
        return None
    return min(int(text), largest)
