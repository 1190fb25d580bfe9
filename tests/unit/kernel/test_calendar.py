"""Working days and deadlines."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.kernel.calendar import HANOI, Calendar, Counting, day_of, end_of_day, start_of_day

D = datetime.date
UTC = datetime.UTC
# 2026: 30/4 is a Thursday, 1/5 a Friday; a swapped day: Monday 31/8 off, Saturday 22/8 worked.
CALENDAR = Calendar(
    holidays=frozenset({D(2026, 4, 30), D(2026, 5, 1), D(2026, 9, 2)}),
    days_off=frozenset({D(2026, 8, 31)}),
    days_worked=frozenset({D(2026, 8, 22)}),
)


def at(day: int, hour: int = 9, month: int = 4) -> datetime.datetime:
    return datetime.datetime(2026, month, day, hour, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (D(2026, 4, 29), True),
        (D(2026, 4, 30), False),
        (D(2026, 5, 2), False),
        (D(2026, 8, 22), True),
        (D(2026, 8, 31), False),
        (D(2026, 9, 1), True),
    ],
)
def test_working_days_know_holidays_and_swaps(day: datetime.date, worked: bool) -> None:
    assert CALENDAR.is_working_day(day) is worked


def test_a_holiday_is_never_worked_even_where_a_swap_says_so() -> None:
    day = D(2026, 9, 2)
    assert not Calendar(holidays=frozenset({day}), days_worked=frozenset({day})).is_working_day(day)


@pytest.mark.requirement("R067")
@pytest.mark.parametrize(
    ("triggered_at", "days", "due_on"),
    [
        (at(27), 2, D(2026, 4, 29)),
        (at(28), 2, D(2026, 5, 4)),  # 30/4 is a holiday, then 1/5, then the week-end
        (at(24), 1, D(2026, 4, 27)),  # Friday + 1 = Saturday → Monday
        (at(24), 0, D(2026, 4, 24)),
        (at(25), 0, D(2026, 4, 27)),
        (at(21, month=8), 1, D(2026, 8, 22)),  # a Saturday that is worked
    ],
)
def test_by_default_a_deadline_is_the_end_of_the_nth_day_rolled_to_a_working_day(
    triggered_at: datetime.datetime, days: int, due_on: datetime.date
) -> None:
    assert CALENDAR.due_at(triggered_at=triggered_at, days=days) == end_of_day(due_on)


@pytest.mark.requirement("R067")
def test_strict_hours_count_day_and_night() -> None:
    due = CALENDAR.due_at(triggered_at=at(30, hour=15), days=2, counting=Counting.STRICT_HOURS)
    assert due == datetime.datetime(2026, 5, 2, 15, tzinfo=HANOI)


@pytest.mark.requirement("R067")
def test_working_days_skip_holidays_and_week_ends() -> None:
    due = CALENDAR.due_at(triggered_at=at(29), days=2, counting="working_days")
    assert due == end_of_day(D(2026, 5, 5))


def test_the_day_of_a_trigger_is_hanois_whatever_the_servers_clock() -> None:
    # 17:30 UTC on Monday is 00:30 on Tuesday in Hanoi.
    triggered_at = datetime.datetime(2026, 4, 20, 17, 30, tzinfo=UTC)
    assert day_of(triggered_at) == D(2026, 4, 21)
    assert CALENDAR.due_at(triggered_at=triggered_at, days=1) == end_of_day(D(2026, 4, 22))


def test_days_begin_and_end_in_hanoi() -> None:
    assert start_of_day(D(2026, 4, 21)).astimezone(UTC) == datetime.datetime(2026, 4, 20, 17, tzinfo=UTC)
    assert end_of_day(D(2026, 4, 21)).astimezone(UTC) == datetime.datetime(2026, 4, 21, 16, 59, 59, 999999, tzinfo=UTC)


def test_a_naive_moment_is_refused() -> None:
    naive = datetime.datetime(2026, 4, 21)  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        day_of(naive)
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.due_at(triggered_at=at(21), days=-1)
    with pytest.raises(ValueError, match="fortnights"):
        CALENDAR.due_at(triggered_at=at(21), days=1, counting="fortnights")


def test_working_days_between_counts_both_ends() -> None:
    assert CALENDAR.working_days_between(D(2026, 4, 27), D(2026, 5, 4)) == 4
    assert CALENDAR.working_days_between(D(2026, 5, 4), D(2026, 4, 27)) == 0


days_of_years = st.dates(min_value=D(2017, 1, 1), max_value=D(2027, 12, 31))
calendars = st.builds(
    Calendar,
    holidays=st.frozensets(days_of_years, max_size=20),
    days_off=st.frozensets(days_of_years, max_size=5),
    days_worked=st.frozensets(days_of_years, max_size=5),
)


@given(calendars, days_of_years, st.integers(min_value=0, max_value=40))
def test_a_working_day_deadline_holds_exactly_that_many_working_days(
    calendar: Calendar, day: datetime.date, days: int
) -> None:
    due = calendar.add_working_days(day, days)
    assert calendar.is_working_day(due)
    if days:
        assert calendar.working_days_between(day + datetime.timedelta(days=1), due) == days


@given(calendars, days_of_years, st.integers(min_value=0, max_value=40))
def test_a_rolled_deadline_is_the_first_working_day_from_the_nth(
    calendar: Calendar, day: datetime.date, days: int
) -> None:
    due = day_of(calendar.due_at(triggered_at=start_of_day(day), days=days))
    nth = day + datetime.timedelta(days=days)
    assert due >= nth
    assert calendar.is_working_day(due)
    assert calendar.working_days_between(nth, due) == 1
