"""Dates as plans print them: the day, or the day and the month, may be left blank (R152)."""

import datetime
import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class IncompleteDate:
    """A year, a year and month, or a full date; written 2024, 2017-02, 2017-02-23."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "IncompleteDate":
        """Read the written form; raise ValueError for anything else, or a day that does not exist."""
        match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", str(text))
        if match is None:
            raise ValueError(text)
        year, month, day = (int(part) if part else None for part in match.groups())
        datetime.date(year or 0, month or 1, day or 1)
        return cls(year=year or 0, month=month, day=day)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def in_words(self) -> str:
        """As a Vietnamese document prints it, blanks included: "ngày … tháng 02 năm 2017"."""
        day = f"{self.day:02}" if self.day else "…"
        month = f"{self.month:02}" if self.month else "…"
        return f"ngày {day} tháng {month} năm {self.year}"

    def moved_by(self, years: int) -> "IncompleteDate":
        """The same day of another year; 29 February becomes the 28th where there is none."""
        day = self.day
        if (self.month, day) == (2, 29) and not _is_leap(self.year + years):
            day = 28
        return IncompleteDate(year=self.year + years, month=self.month, day=day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
