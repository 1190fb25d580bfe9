"""The figures of a quarter, from the faults alone."""

import datetime
from dataclasses import replace

from cms.incidents.rules import Fault, figures_of
from cms.kernel.calendar import HANOI

START = datetime.datetime(2026, 7, 1, tzinfo=HANOI)
END = datetime.datetime(2026, 10, 1, tzinfo=HANOI)
LATER = datetime.datetime(2026, 11, 1, tzinfo=HANOI)
MINUTES = datetime.timedelta(minutes=1)


def fault(day: int, *, month: int = 8, minutes: int | None = 30, **values: object) -> Fault:
    """Noticed at 08:00, reported at 08:05, over `minutes` after it was noticed and closed then."""
    began = datetime.datetime(2026, month, day, 8, tzinfo=HANOI)
    ended = began + minutes * MINUTES if minutes is not None else None
    made = Fault(
        site=1, kind="slow", is_outage=False, is_real=True, began_at=began, opened_at=began + 5 * MINUTES,
        ended_at=ended, closed_at=ended,
    )  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]


def test_what_was_open_before_and_what_came_less_what_was_closed_is_what_is_still_open() -> None:
    faults = [
        fault(20, month=5),  # opened and closed before
        fault(20, month=6, minutes=20 * 24 * 60),  # from before, closed in the quarter
        fault(20, month=6, minutes=None, kind="wrong"),  # from before, open to this day
        fault(1),
        fault(2, kind="lost"),
        fault(30, month=9, minutes=3 * 24 * 60),  # closed in the next quarter
        fault(1, month=10),  # of the next quarter
    ]
    found = figures_of(faults, start=START, end=END, at=LATER)
    assert (found.brought_forward, found.reported, found.closed, found.still_open) == (2, 3, 3, 2)
    assert found.by_kind == {"slow": 2, "lost": 1}
    assert (found.median_minutes, found.longest_minutes) == (30, 20 * 24 * 60)


def test_what_was_no_fault_is_counted_apart() -> None:
    found = figures_of([fault(1, is_real=False, is_outage=True), fault(2)], start=START, end=END, at=LATER)
    assert (found.reported, found.closed, found.still_open, found.not_faults) == (1, 1, 0, 1)
    assert (found.outages, found.outage_minutes) == (0, 0)


def test_a_minute_of_an_outage_is_counted_once_for_each_site() -> None:
    faults = [
        fault(1, is_outage=True, minutes=60),
        fault(1, is_outage=True, minutes=30),  # the same hour, told by two people
        fault(1, is_outage=True, minutes=90, site=2),
        fault(2, is_outage=True, minutes=10),
        fault(3),
    ]
    found = figures_of(faults, start=START, end=END, at=LATER)
    assert (found.outages, found.outage_minutes) == (4, 60 + 90 + 10)


def test_only_the_minutes_of_the_quarter_count_however_late_they_were_told() -> None:
    night = datetime.datetime(2026, 9, 30, 23, 30, tzinfo=HANOI)
    told = fault(1, is_outage=True, began_at=night, opened_at=END + 60 * MINUTES, ended_at=END + 90 * MINUTES)
    found = figures_of([replace(told, closed_at=END + 90 * MINUTES)], start=START, end=END, at=LATER)
    assert (found.reported, found.still_open, found.outages, found.outage_minutes) == (0, 0, 1, 30)


def test_a_quarter_that_is_not_over_is_counted_until_now() -> None:
    noon = datetime.datetime(2026, 8, 1, 12, tzinfo=HANOI)
    found = figures_of([fault(1, is_outage=True, minutes=None)], start=START, end=END, at=noon)
    assert (found.still_open, found.outage_minutes) == (1, 240)


def test_a_quarter_without_faults_is_all_noughts() -> None:
    found = figures_of([], start=START, end=END, at=LATER)
    assert (found.reported, found.median_minutes, found.longest_minutes, found.outage_minutes) == (0, None, None, 0)
