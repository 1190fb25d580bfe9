"""What the demo may be told, checked before anything is created: closed, typed, with its limits."""

import datetime
from dataclasses import dataclass

from cms.kernel.calendar import HANOI

DEFAULT_SEED = 2017
MIN_WINDOW_DAYS = 45
OFFICE_HOURS = (8, 16)


class BadConfig(ValueError):
    """A value outside its limits; the message names the field."""


@dataclass(frozen=True, kw_only=True)
class DemoConfig:
    """loaded_at: the moment of the load (aware). year: the year whose plan is filled.

    The items are spread over the window: from 1 January of the year, or from 45 days ago when the year is
    young, to yesterday. The same seed and day give the same site.
    """

    loaded_at: datetime.datetime
    year: int
    seed: int = DEFAULT_SEED

    def __post_init__(self) -> None:
        if self.loaded_at.tzinfo is None:
            raise BadConfig("loaded_at: needs a time zone")
        if not 0 <= self.seed < 2**32:
            raise BadConfig("seed: 0 to 4294967295")
        if self.year != self.today.year:
            raise BadConfig(f"year: the demo fills the current year, {self.today.year}")

    @property
    def today(self) -> datetime.date:
        """The day of the load in Hanoi."""
        return self.loaded_at.astimezone(HANOI).date()

    @property
    def first_day(self) -> datetime.date:
        """The first day on which anything happens: plan, accounts, pictures."""
        return min(datetime.date(self.year, 1, 1), self.today - datetime.timedelta(days=MIN_WINDOW_DAYS))

    @property
    def last_day(self) -> datetime.date:
        """The last day of an item: yesterday, so that nothing lies in the future."""
        return self.today - datetime.timedelta(days=1)

    def day_at(self, part: float) -> datetime.date:
        """The day at a part (0–1) of the window; never its first three days, in which the site is founded."""
        if not 0 <= part <= 1:
            raise BadConfig("when: 0 to 1")
        start = self.first_day + datetime.timedelta(days=3)
        return start + datetime.timedelta(days=round((self.last_day - start).days * part))
