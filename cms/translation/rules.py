"""When English is due, when people are reminded, whether a text is translated. No clock, no database."""

import datetime
from dataclasses import dataclass

from cms.departments.due import Due
from cms.kernel.calendar import Calendar, day_of

DEFAULT_DAYS = 2
REMIND_BEFORE = datetime.timedelta(hours=4)
REMIND_AGAIN = datetime.timedelta(days=1)
# Levels of escalation: when late the head is told, a day later the board and its standing office as well.
HEAD, BOARD = 1, 2
ESCALATE_TO_BOARD_AFTER = datetime.timedelta(days=1)
ALWAYS = "always"


def due_of(*, triggered_at: datetime.datetime, days: int | None, counting: str, calendar: Calendar) -> Due:
    """Two days after the Vietnamese text was published, by the site's way of counting (R078, R067)."""
    number, rule = (days, "site") if days is not None else (DEFAULT_DAYS, "default")
    at = calendar.due_at(triggered_at=triggered_at, days=number, counting=counting)
    return Due(at=at, days=number, counting=counting, rule=rule, triggered_at=triggered_at)


def restarts_clock(*, is_done: bool, due_at: datetime.datetime, at: datetime.datetime) -> bool:
    """Whether a changed source gives its days anew: to what was done or is in time; what is late stays late."""
    return is_done or due_at > at


@dataclass(frozen=True, kw_only=True)
class Item:
    """A published text as the rule of opening sees it. english: what its section says; None outside any section."""

    first_published_at: datetime.datetime
    english: str | None
    is_import: bool
    is_text: bool


def opens_by_itself(item: Item, *, english_live_from: datetime.date | None) -> bool:
    """Whether publishing a text opens a request (DOMAIN 78).

    Only once the English pages are open, only for what was first published since, never for imports; of pages that
    are the frame of the site, and of sections on request, somebody asks for each.
    """
    if english_live_from is None or item.is_import or not item.is_text:
        return False
    if day_of(item.first_published_at) < english_live_from:
        return False
    return item.english == ALWAYS


def first_reminder(due_at: datetime.datetime) -> datetime.datetime:
    """Four hours before due."""
    return due_at - REMIND_BEFORE


def next_reminder(*, due_at: datetime.datetime, at: datetime.datetime) -> datetime.datetime:
    """The next after the one sent at `at`: at due, then every day after it; what was slept through is skipped."""
    if at < due_at:
        return due_at
    days_late = (at - due_at) // REMIND_AGAIN
    return due_at + (days_late + 1) * REMIND_AGAIN


def escalation_at(*, due_at: datetime.datetime, at: datetime.datetime) -> int:
    """0 in time; HEAD once it is late; BOARD a day later."""
    if at < due_at:
        return 0
    return BOARD if at >= due_at + ESCALATE_TO_BOARD_AFTER else HEAD


def is_at_risk(*, due_at: datetime.datetime, at: datetime.datetime) -> bool:
    """Whether something not yet late is due within four hours."""
    return at <= due_at <= at + REMIND_BEFORE


def days_late(*, due_at: datetime.datetime, at: datetime.datetime) -> int:
    """Whole days begun since it was due; 0 in time."""
    if at <= due_at:
        return 0
    return (day_of(at) - day_of(due_at)).days or 1
