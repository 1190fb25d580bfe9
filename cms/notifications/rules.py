"""When a message may be mailed. Pure: the hours, the calendar and the moment are given; clocks are those of Hanoi."""

import datetime
from dataclasses import dataclass

from cms.kernel.calendar import HANOI, Calendar, day_of

DAILY_AT = datetime.time(7, 30)
QUIET_FROM = datetime.time(18)
QUIET_TO = datetime.time(7)
_ONE_DAY = datetime.timedelta(days=1)
FIRST_WAIT = datetime.timedelta(minutes=1)
LONGEST_WAIT = datetime.timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When a person wants mail. Equal ends of the quiet hours: none of a working day is quiet."""

    daily_at: datetime.time = DAILY_AT
    quiet_from: datetime.time = QUIET_FROM
    quiet_to: datetime.time = QUIET_TO


def is_quiet(at: datetime.datetime, hours: Hours, calendar: Calendar) -> bool:
    """Whether a moment lies in the quiet hours or on a day on which offices do not work."""
    if not calendar.is_working_day(day_of(at)):
        return True
    now = at.astimezone(HANOI).time()
    if hours.quiet_from <= hours.quiet_to:
        return hours.quiet_from <= now < hours.quiet_to
    return now >= hours.quiet_from or now < hours.quiet_to


def heard_at(at: datetime.datetime, hours: Hours, calendar: Calendar) -> datetime.datetime:
    """The moment itself, or, when it is quiet, the end of the quiet: as a rule the next working morning."""
    if not is_quiet(at, hours, calendar):
        return at
    day = day_of(at)
    for offset in range(400):
        for hour in sorted({datetime.time.min, hours.quiet_to}):
            candidate = datetime.datetime.combine(day + offset * _ONE_DAY, hour, tzinfo=HANOI)
            if candidate > at and not is_quiet(candidate, hours, calendar):
                return candidate
    raise ValueError("no working day in more than a year")


def digest_at(day: datetime.date, hours: Hours, calendar: Calendar) -> datetime.datetime | None:
    """When the digest of a day leaves: at the person's hour, or when their quiet ends; None on days not worked."""
    if not calendar.is_working_day(day):
        return None
    wanted = heard_at(datetime.datetime.combine(day, hours.daily_at, tzinfo=HANOI), hours, calendar)
    return wanted if day_of(wanted) == day else None


def next_try(tries: int) -> datetime.timedelta:
    """How long to wait after so many failures: 1, 2, 4 … minutes, at most an hour."""
    doubled: int = 2 ** min(max(tries - 1, 0), 10)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)
