"""When English is due, when people are reminded, whether a text is translated. No clock, no database."""

import datetime
from dataclasses import dataclass

from cms.departments.due import Due
from cms.kernel.calendar import HANOI, Calendar, day_of

DEFAULT_DAYS = 2
# Reminders come while somebody is there to act on them (ADR 0227); the clock of Hanoi, on working days.
OPENS, CLOSES = datetime.time(8), datetime.time(17)
REMIND_BEFORE = datetime.timedelta(hours=4)
_ONE_DAY = datetime.timedelta(days=1)
# Levels of escalation: when late the head is told, a working day later the board and its standing office as well.
HEAD, BOARD = 1, 2
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


def first_reminder(due_at: datetime.datetime, calendar: Calendar) -> datetime.datetime:
    """Four office hours before due: at 13:00 of a day at whose end something is due."""
    left, day = REMIND_BEFORE, day_of(due_at)
    while True:
        opens, closes = _office(day)
        if calendar.is_working_day(day):
            there = max(min(due_at, closes) - opens, datetime.timedelta())
            if there >= left:
                return opens + there - left
            left -= there
        day -= _ONE_DAY


def next_reminder(*, due_at: datetime.datetime, at: datetime.datetime, calendar: Calendar) -> datetime.datetime:
    """The next after the one sent at `at`: when it is late, then every working morning; what was slept through is

    skipped.
    """
    first_late = _in_office(due_at, calendar)
    return first_late if at < first_late else _next_morning(day_of(at), calendar)


def escalation_at(*, due_at: datetime.datetime, at: datetime.datetime, calendar: Calendar) -> int:
    """0 in time; HEAD once it is late; BOARD on the working day after the one on which people hear that it is."""
    if at < due_at:
        return 0
    return BOARD if day_of(at) > day_of(_in_office(due_at, calendar)) else HEAD


def _in_office(moment: datetime.datetime, calendar: Calendar) -> datetime.datetime:
    """The moment itself, or the next at which offices are open."""
    day = day_of(moment)
    opens, closes = _office(day)
    if calendar.is_working_day(day) and moment < closes:
        return max(moment, opens)
    return _next_morning(day, calendar)


def _next_morning(day: datetime.date, calendar: Calendar) -> datetime.datetime:
    return _office(calendar.roll_forward(day + _ONE_DAY))[0]


def _office(day: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    opens, closes = (datetime.datetime.combine(day, hour, tzinfo=HANOI) for hour in (OPENS, CLOSES))
    return opens, closes


def is_at_risk(*, due_at: datetime.datetime, at: datetime.datetime) -> bool:
    """Whether something not yet late is due today, or within four hours."""
    return at <= due_at and (day_of(due_at) == day_of(at) or due_at <= at + REMIND_BEFORE)


def days_late(*, due_at: datetime.datetime, at: datetime.datetime) -> int:
    """Whole days begun since it was due; 0 in time."""
    if at <= due_at:
        return 0
    return (day_of(at) - day_of(due_at)).days or 1
