"""The port by which processing figures come: a source answers with a delivery, or says why it cannot.

Today's adapter is a file (`file_source`). One of the national or provincial portal registers beside it without a
change here: `register_source(name, fetch)`; the periodic job asks it, and the public keeps the last good delivery.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread

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
_asked: dict[tuple[Fetch, str], Thread] = {}


def register_source(name: str, fetch: Fetch) -> None:
    """Add a source that is asked by itself: (key of the site, moment) → deliveries; it raises SourceAway."""
    if _sources.get(name, fetch) is not fetch:
        raise ImproperlyConfigured(f"source of figures {name!r} is registered twice")
    _sources[name] = fetch


def ask(fetch: Fetch, site_key: str, at: datetime.datetime, *, seconds: float) -> list[Delivery]:
    """What a source delivers, or SourceAway when it says nothing for so long; whatever else it raises is raised.

    It is asked in a thread of its own, for no program can be made to answer: one that hangs is left behind, and that
    thread alone goes on waiting. While it does, the source is away. A source uses no database.
    """
    waiting = _asked.get((fetch, site_key))
    if waiting is not None and waiting.is_alive():
        raise SourceAway("still waiting for the last answer")
    answers: Queue[list[Delivery] | Exception] = Queue(maxsize=1)

    def work() -> None:
        try:
            answers.put(fetch(site_key, at))
        except Exception as error:
            answers.put(error)

    _asked[fetch, site_key] = thread = Thread(target=work, name=f"figures {site_key}", daemon=True)
    thread.start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty as error:
        raise SourceAway(f"no answer within {seconds:g} seconds") from error
    if isinstance(answer, Exception):
        raise answer
    return answer


def unregister_source(name: str) -> None:
    """Ask it no more; for tests."""
    _sources.pop(name, None)


def sources() -> dict[str, Fetch]:
    """All sources, by name."""
    return dict(_sources)
