"""When mail may be heard, on clocks of Hanoi."""

import datetime

import pytest

from cms.kernel.calendar import HANOI, Calendar
from cms.notifications.rules import Hours, digest_at, heard_at, is_quiet, next_try

NATIONAL_DAY = datetime.date(2026, 9, 2)  # a Wednesday
CALENDAR = Calendar(
    holidays=frozenset({NATIONAL_DAY}),
    days_off=frozenset({datetime.date(2026, 9, 1)}),
    days_worked=frozenset({datetime.date(2026, 9, 5)}),  # the Saturday worked for it
)
HOURS = Hours()


def hanoi(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime.datetime:
    return datetime.datetime(2026, 9, day, hour, minute, second, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        (hanoi(3, 6, 59, 59), True),
        (hanoi(3, 7), False),
        (hanoi(3, 17, 59, 59), False),
        (hanoi(3, 18), True),
        (hanoi(3, 23, 59, 59), True),
        (hanoi(4, 0), True),
        (hanoi(2, 10), True),  # holiday
        (hanoi(1, 10), True),  # day off by a swap
        (hanoi(5, 10), False),  # the Saturday worked instead
        (hanoi(6, 10), True),  # Sunday
        # 01:00 UTC is 08:00 in Hanoi of the same day; 17:30 UTC on Thursday is 00:30 of Friday.
        (datetime.datetime(2026, 9, 3, 1, tzinfo=datetime.UTC), False),
        (datetime.datetime(2026, 9, 3, 17, 30, tzinfo=datetime.UTC), True),
    ],
)
def test_evenings_nights_holidays_and_weekends_are_quiet(at: datetime.datetime, quiet: bool) -> None:
    assert is_quiet(at, HOURS, CALENDAR) is quiet


@pytest.mark.parametrize(
    ("at", "heard"),
    [
        (hanoi(3, 10), hanoi(3, 10)),
        (hanoi(3, 18), hanoi(4, 7)),
        (hanoi(4, 0, 30), hanoi(4, 7)),
        (datetime.datetime(2026, 8, 31, 19, tzinfo=HANOI), hanoi(3, 7)),  # over day off and holiday
        (hanoi(4, 20), hanoi(5, 7)),  # to the Saturday worked
        (hanoi(5, 20), hanoi(7, 7)),  # over Sunday
    ],
)
def test_what_is_held_is_heard_the_next_working_morning(at: datetime.datetime, heard: datetime.datetime) -> None:
    assert heard_at(at, HOURS, CALENDAR) == heard
    assert not is_quiet(heard, HOURS, CALENDAR)


def test_quiet_hours_within_a_day_end_in_it() -> None:
    lunch = Hours(quiet_from=datetime.time(11, 30), quiet_to=datetime.time(13, 30))
    assert heard_at(hanoi(3, 12), lunch, CALENDAR) == hanoi(3, 13, 30)
    assert not is_quiet(hanoi(3, 22), lunch, CALENDAR)
    assert heard_at(hanoi(2, 12), lunch, CALENDAR) == hanoi(3, 0)


def test_equal_ends_leave_only_days_that_are_not_worked_quiet() -> None:
    never = Hours(quiet_from=datetime.time(0), quiet_to=datetime.time(0))
    assert not is_quiet(hanoi(3, 3), never, CALENDAR)
    assert is_quiet(hanoi(2, 10), never, CALENDAR)


def test_the_digest_leaves_at_its_hour_on_working_days_only_and_never_in_the_quiet() -> None:
    assert digest_at(datetime.date(2026, 9, 3), HOURS, CALENDAR) == hanoi(3, 7, 30)
    assert digest_at(NATIONAL_DAY, HOURS, CALENDAR) is None
    assert digest_at(datetime.date(2026, 9, 5), HOURS, CALENDAR) == hanoi(5, 7, 30)
    early = Hours(daily_at=datetime.time(5))
    assert digest_at(datetime.date(2026, 9, 3), early, CALENDAR) == hanoi(3, 7)
    late = Hours(daily_at=datetime.time(20))
    assert digest_at(datetime.date(2026, 9, 3), late, CALENDAR) is None


def test_tries_wait_longer_and_never_more_than_an_hour() -> None:
    assert [next_try(number).total_seconds() / 60 for number in (1, 2, 3, 6, 7, 40)] == [1, 2, 4, 32, 60, 60]
