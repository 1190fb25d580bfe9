"""The port by which processing figures come: a source answers with a delivery, or says why it cannot.

Today's adapter is a file (`file_source`). One of the national or provincial portal registers beside it without a
change here: `register_source(name, fetch)`; the periodic job asks it, and the public keeps the last good delivery.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

from procedures.figures.rules import Numbers


class SourceAway(Exception):
    """The source did not answer, or not in a way that can be read: what is known stays, with its date."""


@dataclass(frozen=True, kw_only=True)
class UnitNumbers:
    """The numbers of one unit, named as the source names it."""

    unit_name: str
    numbers: Numbers


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """What a source says of one period, as of a day. sha256: of what was delivered, so that the same is taken once."""

    source: str
    period_start: datetime.date
    period_end: datetime.date
    as_of: datetime.date
    rows: tuple[UnitNumbers, ...]
    sha256: str
    file_name: str = ""


Fetch = Callable[[str, datetime.datetime], list[Delivery]]

_sources: dict[str, Fetch] = {}


def register_source(name: str, fetch: Fetch) -> None:
    """Add a source that is asked by itself: (key of the site, moment) → deliveries; it raises SourceAway."""
    if _sources.get(name, fetch) is not fetch:
        raise ImproperlyConfigured(f"source of figures {name!r} is registered twice")
    _sources[name] = fetch


def unregister_source(name: str) -> None:
    """Ask it no more; for tests."""
    _sources.pop(name, None)


def sources() -> dict[str, Fetch]:
    """All sources, by name."""
    return dict(_sources)
