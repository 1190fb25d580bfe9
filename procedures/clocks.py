"""The clocks of a publication decision: what is due when, and why. Pure; the numbers are data with a legal basis."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cms.kernel.calendar import Calendar

REMIND_BEFORE = datetime.timedelta(hours=4)
REMIND_AGAIN = datetime.timedelta(days=1)
UPDATE, POST = "update", "post"


@dataclass(frozen=True, kw_only=True)
class ClockTable:
    """The days that a legal text gives, from a day on (settings `PROCEDURE_CLOCKS`).

    post_days, sign_days_before: by level of the issuer. The shortened procedure has its own posting days, and a
    number of days after the norm took effect within which it has to be signed.
    """

    valid_from: datetime.date
    basis: str
    post_days: Mapping[str, int]
    post_days_shortened: int
    sign_days_before: Mapping[str, int]
    sign_days_after_shortened: int
    update_days: int
    update_basis: str


@dataclass(frozen=True, kw_only=True)
class Due:
    """A last moment with its reason: kept with the task, put into words when somebody asks."""

    at: datetime.datetime
    clock: str
    days: int
    counting: str
    trigger: str  # signed | recorded | effective
    triggered_on: datetime.date
    basis: str

    def as_json(self) -> dict[str, object]:
        """For the database."""
        return {
            "clock": self.clock, "days": self.days, "counting": self.counting, "trigger": self.trigger,
            "triggered_on": self.triggered_on.isoformat(), "basis": self.basis,
        }  # fmt: skip


def tables_of(configured: Iterable[Mapping[str, Any]]) -> list[ClockTable]:
    """The tables of the settings; raise KeyError or ValueError for one that is not whole."""
    return [
        ClockTable(**{**given, "valid_from": datetime.date.fromisoformat(str(given["valid_from"]))})
        for given in configured
    ]


def table_in_force(tables: Iterable[ClockTable], *, on: datetime.date) -> ClockTable:
    """The newest table valid on a day; the oldest one for a day before all of them. Raise ValueError without any."""
    known = sorted(tables, key=lambda table: table.valid_from)
    if not known:
        raise ValueError("no table of clocks is configured")
    valid = [table for table in known if table.valid_from <= on]
    return valid[-1] if valid else known[0]


def post_due(
    table: ClockTable, *, issuer_level: str, is_shortened: bool, signed_on: datetime.date, calendar: Calendar
) -> Due:
    """Public posting: so many working days after signature (NĐ 63/2010 Đ15, Đ24)."""
    days = table.post_days_shortened if is_shortened else table.post_days[issuer_level]
    at = calendar.due_at(triggered_at=_noon(signed_on), days=days, counting="working_days")
    return Due(
        at=at, clock=POST, days=days, counting="working_days", trigger="signed", triggered_on=signed_on,
        basis=table.basis,
    )  # fmt: skip


def update_due(
    table: ClockTable, *, recorded_on: datetime.date, effective_on: datetime.date | None, calendar: Calendar
) -> Due:
    """The catalogue says what holds on the day of the change (R041): the day it takes effect, or, when the office

    learns of it later, the day it was recorded; a day off is rolled to the next working day.
    """
    is_future = effective_on is not None and effective_on > recorded_on
    day = effective_on if is_future and effective_on is not None else recorded_on
    at = calendar.due_at(triggered_at=_noon(day), days=table.update_days)
    return Due(
        at=at, clock=UPDATE, days=table.update_days, counting="calendar_days_roll",
        trigger="effective" if is_future else "recorded", triggered_on=day, basis=table.update_basis,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Whether a decision was signed in time for its norm: `latest_on` is the last day, `days_late` above 0 is late."""

    latest_on: datetime.date
    days_late: int


def signature(
    table: ClockTable,
    *,
    issuer_level: str,
    is_shortened: bool,
    signed_on: datetime.date,
    norm_effective_on: datetime.date | None,
) -> Signature | None:
    """Province 5, ministry 20 days before the norm takes effect; shortened: up to 3 days after. None without a norm."""
    if norm_effective_on is None:
        return None
    if is_shortened:
        latest = norm_effective_on + datetime.timedelta(days=table.sign_days_after_shortened)
    else:
        latest = norm_effective_on - datetime.timedelta(days=table.sign_days_before[issuer_level])
    return Signature(latest_on=latest, days_late=max((signed_on - latest).days, 0))


def first_reminder(due_at: datetime.datetime) -> datetime.datetime:
    """Four hours before due, as of every task (R073)."""
    return due_at - REMIND_BEFORE


def next_reminder(*, due_at: datetime.datetime, at: datetime.datetime) -> datetime.datetime:
    """At due, then every day after it; what was slept through is skipped."""
    if at < due_at:
        return due_at
    return due_at + ((at - due_at) // REMIND_AGAIN + 1) * REMIND_AGAIN


def _noon(day: datetime.date) -> datetime.datetime:
    """A moment of a day in Hanoi: 12:00 there is 05:00 UTC of the same day."""
    return datetime.datetime(day.year, day.month, day.day, 5, tzinfo=datetime.UTC)
