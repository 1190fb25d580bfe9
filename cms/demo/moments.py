"""Moments before the load, so that the demo is of the day on which it is loaded. Pure."""

import datetime
from dataclasses import dataclass

from cms.kernel.calendar import HANOI, Calendar, day_of


@dataclass(frozen=True, kw_only=True)
class Ago:
    """An hour of the n-th working day before the day of the load; or, with `hours`, so many hours before it."""

    workdays: int = 0
    hour: int = 0
    hours: int = 0

    def __post_init__(self) -> None:
        if (self.workdays < 1) == (self.hours < 1):
            raise ValueError("either working days or hours, at least one")

    def before(self, loaded_at: datetime.datetime, calendar: Calendar) -> datetime.datetime:
        """The moment, before the load in any case."""
        if self.hours:
            return loaded_at - datetime.timedelta(hours=self.hours)
        day = day_of(loaded_at)
        for _number in range(self.workdays):
            day -= datetime.timedelta(days=1)
            while not calendar.is_working_day(day):
                day -= datetime.timedelta(days=1)
        return datetime.datetime.combine(day, datetime.time(self.hour), tzinfo=HANOI)
