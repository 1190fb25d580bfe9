"""Holidays and swapped days are data with a source; the office keeps them."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from cms.audit.actions import record
from cms.departments.calendar_file import CalendarDays
from cms.departments.errors import DayAlreadySwapped, SourceMissing, SwapNeedsAWorkingAndAFreeDay
from cms.departments.models import Holiday, SwappedDay
from cms.departments.queries import working_calendar
from cms.kernel.text import clean_line

if TYPE_CHECKING:
    from cms.accounts.models import User

DATA_FILE = Path(__file__).resolve().parents[1] / "data" / "working_days.yaml"


@dataclass(frozen=True)
class Loaded:
    """How many days a file added; what the office had already was left."""

    holidays: int
    swaps: int


@transaction.atomic
def set_holiday(*, day: datetime.date, name: str, source: str, by: "User | None", at: datetime.datetime) -> Holiday:
    """Make a day a holiday, or correct its name and source. Raise SourceMissing."""
    name, source = clean_line(name), clean_line(source)
    if not name or not source:
        raise SourceMissing
    holiday = Holiday.objects.filter(day=day).first() or Holiday(day=day)
    before = {"name": holiday.name, "source": holiday.source}
    after = {"name": name, "source": source}
    if before == after:
        return holiday
    holiday.name, holiday.source = name, source
    holiday.save()
    record(action="holiday.set", by=by, at=at, target=holiday, data={"from": before, "to": after})
    return holiday


@transaction.atomic
def remove_holiday(*, holiday: Holiday, by: "User | None", at: datetime.datetime) -> None:
    """Make a day an ordinary day again; the log keeps what it was."""
    record(action="holiday.removed", by=by, at=at, target=holiday, data={"day": holiday.day, "name": holiday.name})
    holiday.delete()


@transaction.atomic
def swap_day(
    *,
    day_off: datetime.date,
    day_worked: datetime.date,
    source: str,
    by: "User | None",
    at: datetime.datetime,
) -> SwappedDay:
    """Take a working day off and work on a free one instead (hoán đổi ngày làm việc). The same again: no change.

    Raise SourceMissing, DayAlreadySwapped, or SwapNeedsAWorkingAndAFreeDay when the first is not worked anyway or
    the second is a working day or a holiday.
    """
    source = clean_line(source)
    if not source:
        raise SourceMissing
    same = SwappedDay.objects.filter(day_off=day_off, day_worked=day_worked).first()
    if same is not None:
        return _correct_source(same, source, by=by, at=at)
    for day in (day_off, day_worked):
        if SwappedDay.objects.filter(day_off=day).exists() or SwappedDay.objects.filter(day_worked=day).exists():
            raise DayAlreadySwapped(day=day)
    calendar = working_calendar()
    free = not calendar.is_working_day(day_worked) and day_worked not in calendar.holidays
    if not calendar.is_working_day(day_off) or not free:
        raise SwapNeedsAWorkingAndAFreeDay(day_off=day_off, day_worked=day_worked)
    swap = SwappedDay.objects.create(day_off=day_off, day_worked=day_worked, source=source)
    record(action="swap.set", by=by, at=at, target=swap, data={"off": day_off, "worked": day_worked, "source": source})
    return swap


@transaction.atomic
def remove_swap(*, swap: SwappedDay, by: "User | None", at: datetime.datetime) -> None:
    """Undo a swap of days; the log keeps what it was."""
    data = {"off": swap.day_off, "worked": swap.day_worked}
    record(action="swap.removed", by=by, at=at, target=swap, data=data)
    swap.delete()


@transaction.atomic
def load_calendar(*, days: CalendarDays, by: "User | None", at: datetime.datetime) -> Loaded:
    """Add the days of a file that are not there yet; the office's own word about a day is never overwritten."""
    known = set(Holiday.objects.values_list("day", flat=True))
    new_days = [row for row in days.holidays if row.day not in known]
    for row in new_days:
        set_holiday(day=row.day, name=row.name, source=row.source, by=by, at=at)
    swapped = set(SwappedDay.objects.values_list("day_off", flat=True))
    new_swaps = [row for row in days.swaps if row.day_off not in swapped]
    for swap in new_swaps:
        swap_day(day_off=swap.day_off, day_worked=swap.day_worked, source=swap.source, by=by, at=at)
    return Loaded(holidays=len(new_days), swaps=len(new_swaps))


def _correct_source(swap: SwappedDay, source: str, *, by: "User | None", at: datetime.datetime) -> SwappedDay:
    if swap.source != source:
        before, swap.source = swap.source, source
        swap.save(update_fields=["source"])
        record(action="swap.set", by=by, at=at, target=swap, data={"from": before, "to": source})
    return swap
