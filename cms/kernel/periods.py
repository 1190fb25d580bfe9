"""Weeks, months, quarters and years as values: Monday to Sunday, calendar months, both ends inclusive."""

import calendar
import datetime
from dataclasses import dataclass
from typing import Protocol, Self


class Period(Protocol):
    """What every period can say."""

    @property
    def start(self) -> datetime.date: ...

    @property
    def end(self) -> datetime.date: ...

    def contains(self, day: datetime.date) -> bool: ...


class _Span:
    """What follows from `start` and `end` alone."""

    @property
    def start(self) -> datetime.date:
        raise NotImplementedError

    @property
    def end(self) -> datetime.date:
        raise NotImplementedError

    @classmethod
    def of(cls, day: datetime.date) -> Self:
        raise NotImplementedError

    def contains(self, day: datetime.date) -> bool:
        """Whether the day is in the period, both ends included."""
        return self.start <= day <= self.end

    def next(self) -> Self:
        """The period that begins on the day after this one."""
        return self.of(self.end + datetime.timedelta(days=1))

    def previous(self) -> Self:
        """The period that ends on the day before this one."""
        return self.of(self.start - datetime.timedelta(days=1))


@dataclass(frozen=True, order=True)
class Week(_Span):
    """An ISO week, Monday to Sunday (R036)."""

    year: int
    number: int

    def __post_init__(self) -> None:
        datetime.date.fromisocalendar(self.year, self.number, 1)

    @classmethod
    def of(cls, day: datetime.date) -> Self:
        """The week of a day."""
        iso = day.isocalendar()
        return cls(iso.year, iso.week)

    @property
    def start(self) -> datetime.date:
        """Its Monday."""
        return datetime.date.fromisocalendar(self.year, self.number, 1)

    @property
    def end(self) -> datetime.date:
        """Its Sunday."""
        return datetime.date.fromisocalendar(self.year, self.number, 7)


@dataclass(frozen=True, order=True)
class Month(_Span):
    """A calendar month."""

    year: int
    number: int

    def __post_init__(self) -> None:
        datetime.date(self.year, self.number, 1)

    @classmethod
    def of(cls, day: datetime.date) -> Self:
        """The month of a day."""
        return cls(day.year, day.month)

    @property
    def start(self) -> datetime.date:
        """Its first day."""
        return datetime.date(self.year, self.number, 1)

    @property
    def end(self) -> datetime.date:
        """Its last day."""
        return self.start.replace(day=calendar.monthrange(self.year, self.number)[1])


@dataclass(frozen=True, order=True)
class Quarter(_Span):
    """Three months: quý I to IV."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2, 3, 4):
            raise ValueError(f"no quarter {self.number}")

    @classmethod
    def of(cls, day: datetime.date) -> Self:
        """The quarter of a day."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def start(self) -> datetime.date:
        """Its first day."""
        return datetime.date(self.year, 3 * self.number - 2, 1)

    @property
    def end(self) -> datetime.date:
        """Its last day."""
        return Month(self.year, 3 * self.number).end

    def months(self) -> list[Month]:
        """Its three months."""
        return [Month(self.year, 3 * self.number - offset) for offset in (2, 1, 0)]


@dataclass(frozen=True, order=True)
class Year(_Span):
    """A calendar year."""

    number: int

    @classmethod
    def of(cls, day: datetime.date) -> Self:
        """The year of a day."""
        return cls(day.year)

    @property
    def start(self) -> datetime.date:
        """1 January."""
        return datetime.date(self.number, 1, 1)

    @property
    def end(self) -> datetime.date:
        """31 December."""
        return datetime.date(self.number, 12, 31)

    def months(self) -> list[Month]:
        """Its twelve months."""
        return [Month(self.number, month) for month in range(1, 13)]
