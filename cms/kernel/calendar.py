"""Working days and deadlines. The days themselves are data (`departments`); here they are a value."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_ONE_DAY = datetime.timedelta(days=1)
_SATURDAY = 5


class Counting(StrEnum):
    """How "n days" is counted (DOMAIN 67); a setting of each site."""

    CALENDAR_DAYS_ROLL = "calendar_days_roll"
    STRICT_HOURS = "strict_hours"
    WORKING_DAYS = "working_days"


def day_of(moment: datetime.datetime) -> datetime.date:
    """The day in Hanoi of a moment; raise ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(HANOI).date()


def clock_words(at: datetime.datetime) -> str:
    """“17:00 13/03/2026”, by the clock of Hanoi: as every screen and message writes a moment."""
    return at.astimezone(HANOI).strftime("%H:%M %d/%m/%Y")


def start_of_day(day: datetime.date) -> datetime.datetime:
    """The first moment of a day in Hanoi."""
    return datetime.datetime.combine(day, datetime.time.min, tzinfo=HANOI)


def end_of_day(day: datetime.date) -> datetime.datetime:
    """The last microsecond of a day in Hanoi: what is done "within the day" is done by then."""
    return datetime.datetime.combine(day, datetime.time.max, tzinfo=HANOI)


@dataclass(frozen=True)
class Calendar:
    """Which days are worked: Monday to Friday but holidays and days off, and the days worked instead."""

    holidays: frozenset[datetime.date] = field(default_factory=frozenset)
    days_off: frozenset[datetime.date] = field(default_factory=frozenset)
    days_worked: frozenset[datetime.date] = field(default_factory=frozenset)

    def is_working_day(self, day: datetime.date) -> bool:
        """Whether offices work that day. A holiday is never worked, even where a swap says so."""
        if day in self.holidays or day in self.days_off:
            return False
        return day.weekday() < _SATURDAY or day in self.days_worked

    def roll_forward(self, day: datetime.date) -> datetime.date:
        """The day itself if worked, or the next that is (Bộ luật Dân sự 2015 Đ148 k5)."""
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day

    def add_working_days(self, day: datetime.date, days: int) -> datetime.date:
        """The n-th working day after `day`, which is not counted itself; with 0 days, `day` rolled forward."""
        if days < 0:
            raise ValueError("days must not be negative")
        if days == 0:
            return self.roll_forward(day)
        for _ in range(days):
            day = self.roll_forward(day + _ONE_DAY)
        return day

    def working_days_between(self, first: datetime.date, last: datetime.date) -> int:
        """How many working days lie from `first` to `last`, both included; 0 when `last` is earlier."""
        span = (last - first).days + 1
        return sum(self.is_working_day(first + datetime.timedelta(days=offset)) for offset in range(span))

    def due_at(
        self, *, triggered_at: datetime.datetime, days: int, counting: str = Counting.CALENDAR_DAYS_ROLL
    ) -> datetime.datetime:
        """The last moment of a deadline of n days after a trigger, in Hanoi time (DOMAIN 67, R067).

        `calendar_days_roll`: the end of the n-th day after the day of the trigger, rolled to the next working day;
        `working_days`: the end of the n-th working day; `strict_hours`: exactly n × 24 hours, any day.
        Raise ValueError for a naive moment, negative days or an unknown way of counting.
        """
        rule = Counting(counting)
        if days < 0:
            raise ValueError("days must not be negative")
        trigger_day = day_of(triggered_at)
        if rule is Counting.STRICT_HOURS:
            return (triggered_at + datetime.timedelta(days=days)).astimezone(HANOI)
        if rule is Counting.WORKING_DAYS:
            return end_of_day(self.add_working_days(trigger_day, days))
        return end_of_day(self.roll_forward(trigger_day + datetime.timedelta(days=days)))
