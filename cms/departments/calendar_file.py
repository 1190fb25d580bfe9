"""The file of holidays and swapped days: YAML, each day with the key of its source."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cms.departments.errors import BadCalendarFile


@dataclass(frozen=True)
class HolidayRow:
    """A day off."""

    day: datetime.date
    name: str
    source: str


@dataclass(frozen=True)
class SwapRow:
    """A working day off and the day worked instead."""

    day_off: datetime.date
    day_worked: datetime.date
    source: str


@dataclass(frozen=True)
class CalendarDays:
    """What a file says."""

    holidays: tuple[HolidayRow, ...]
    swaps: tuple[SwapRow, ...]


def read_calendar(path: Path) -> CalendarDays:
    """Read a calendar file; raise BadCalendarFile for what is not one. It is our own file, so no YAML bombs."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        sources = {key: str(text) for key, text in data["sources"].items()}
        holidays = tuple(HolidayRow(_day(row["day"]), row["name"], sources[row["source"]]) for row in data["holidays"])
        swaps = tuple(
            SwapRow(_day(row["day_off"]), _day(row["day_worked"]), sources[row["source"]]) for row in data["swaps"]
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadCalendarFile(reason=f"{type(error).__name__}: {error}") from error
    if len({row.day for row in holidays}) != len(holidays):
        raise BadCalendarFile(reason="a day is given twice")
    return CalendarDays(holidays=holidays, swaps=swaps)


def _holiday(row: dict[str, Any], sources: dict[str, str]) -> HolidayRow:
    return HolidayRow(day=_day(row["day"]), name=str(row["name"]), source=sources[row["source"]])


def _swap(row: dict[str, Any], sources: dict[str, str]) -> SwapRow:
    return SwapRow(day_off=_day(row["day_off"]), day_worked=_day(row["day_worked"]), source=sources[row["source"]])


def _day(value: Any) -> datetime.date:
    if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date):
        raise TypeError(f"{value!r} is not a date")
    return value
