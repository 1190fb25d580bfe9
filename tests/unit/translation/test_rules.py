"""When English is due, when people hear of it, and what opens a request. Tables, no database."""

import datetime

import pytest

from cms.kernel.calendar import HANOI, Calendar, Counting, end_of_day
from cms.translation.rules import (
    BOARD,
    HEAD,
    Item,
    days_late,
    due_of,
    escalation_at,
    first_reminder,
    is_at_risk,
    next_reminder,
    opens_by_itself,
)

HOLIDAY = datetime.date(2026, 9, 2)
CALENDAR = Calendar(holidays=frozenset({HOLIDAY}))
LIVE_FROM = datetime.date(2026, 4, 1)


def at(day: int, month: int = 3, hour: int = 9) -> datetime.datetime:
    return datetime.datetime(2026, month, day, hour, tzinfo=HANOI)


@pytest.mark.requirement("R078")
@pytest.mark.parametrize(
    ("published", "counting", "due"),
    [
        (at(11), Counting.CALENDAR_DAYS_ROLL, datetime.date(2026, 3, 13)),  # Wednesday → Friday
        (at(12), Counting.CALENDAR_DAYS_ROLL, datetime.date(2026, 3, 16)),  # Thursday → Saturday → Monday
        (at(12), Counting.WORKING_DAYS, datetime.date(2026, 3, 16)),
        (at(13), Counting.WORKING_DAYS, datetime.date(2026, 3, 17)),
        (at(31, 8), Counting.CALENDAR_DAYS_ROLL, datetime.date(2026, 9, 3)),  # over National Day
    ],
)
def test_english_is_due_two_days_after_vietnamese(
    published: datetime.datetime, counting: str, due: datetime.date
) -> None:
    found = due_of(triggered_at=published, days=None, counting=counting, calendar=CALENDAR)
    assert found.at.astimezone(HANOI).date() == due
    assert (found.days, found.rule) == (2, "default")


def test_strict_hours_are_forty_eight() -> None:
    found = due_of(triggered_at=at(13), days=None, counting=Counting.STRICT_HOURS, calendar=CALENDAR)
    assert found.at == at(15)


@pytest.mark.requirement("R078")
@pytest.mark.parametrize(
    ("changes", "live_from", "opens"),
    [
        ({}, LIVE_FROM, True),
        ({}, None, False),  # the English pages are not open
        ({"first_published_at": at(31)}, LIVE_FROM, False),  # from before they were
        ({"is_import": True}, LIVE_FROM, False),
        ({"is_text": False}, LIVE_FROM, False),  # the frame of the site: somebody asks
        ({"english": "on_request"}, LIVE_FROM, False),
        ({"english": "never"}, LIVE_FROM, False),
        ({"english": None}, LIVE_FROM, False),
    ],
)
def test_what_opens_a_request_by_itself(
    changes: dict[str, object], live_from: datetime.date | None, opens: bool
) -> None:
    values = {"first_published_at": at(1, 4, 0), "english": "always", "is_import": False, "is_text": True, **changes}
    assert opens_by_itself(Item(**values), english_live_from=live_from) is opens  # type: ignore[arg-type]


FRIDAY = end_of_day(datetime.date(2026, 3, 13))
NOON = at(10, hour=12)  # a Tuesday: where 24 hours are counted, not days


@pytest.mark.parametrize(
    ("due_at", "first"),
    [
        (FRIDAY, at(13, hour=13)),
        (NOON, at(10, hour=8)),
        (at(10, hour=10), at(9, hour=15)),  # two hours that day, two the day before
        (at(15, hour=10), at(13, hour=13)),  # a Sunday: Friday
        (end_of_day(HOLIDAY), at(1, 9, 13)),
    ],
)
def test_people_are_reminded_four_office_hours_before(due_at: datetime.datetime, first: datetime.datetime) -> None:
    assert first_reminder(due_at, CALENDAR) == first


@pytest.mark.parametrize(
    ("due_at", "moments"),
    [
        (FRIDAY, [at(16, hour=8), at(17, hour=8), at(18, hour=8)]),  # Monday, and each working morning
        (NOON, [NOON, at(11, hour=8), at(12, hour=8)]),
        (at(8, hour=3), [at(9, hour=8), at(10, hour=8), at(11, hour=8)]),
        (end_of_day(datetime.date(2026, 9, 1)), [at(3, 9, 8), at(4, 9, 8), at(7, 9, 8)]),
    ],
)
def test_people_are_reminded_when_it_is_late_and_every_working_morning_after(
    due_at: datetime.datetime, moments: list[datetime.datetime]
) -> None:
    found, sent = [], first_reminder(due_at, CALENDAR)
    for _number in moments:
        sent = next_reminder(due_at=due_at, at=sent, calendar=CALENDAR)
        found.append(sent)
    assert found == moments
    # What was slept through is skipped: the worker comes back on the 20th of August.
    assert next_reminder(due_at=due_at, at=at(20, 8, 20), calendar=CALENDAR) == (
        at(21, 8, 8) if due_at < at(20, 8, 20) else moments[0]
    )


@pytest.mark.parametrize(
    ("due_at", "moment", "level"),
    [
        (FRIDAY, at(13, hour=13), 0),
        (FRIDAY, at(14, hour=9), HEAD),
        (FRIDAY, at(16, hour=8), HEAD),
        (FRIDAY, at(17, hour=8), BOARD),
        (NOON, NOON, HEAD),
        (NOON, at(11, hour=8), BOARD),
    ],
)
def test_the_head_hears_of_a_delay_and_a_working_day_later_the_board(
    due_at: datetime.datetime, moment: datetime.datetime, level: int
) -> None:
    assert escalation_at(due_at=due_at, at=moment, calendar=CALENDAR) == level


DUE = at(13, hour=17)


@pytest.mark.parametrize(("moment", "days"), [(DUE, 0), (at(13, hour=18), 1), (at(14, hour=9), 1), (at(20, hour=9), 7)])
def test_days_late_are_begun_days(moment: datetime.datetime, days: int) -> None:
    assert days_late(due_at=DUE, at=moment) == days


def test_a_translation_is_at_risk_on_its_last_day_and_in_its_last_four_hours() -> None:
    assert [is_at_risk(due_at=DUE, at=at(13, hour=hour)) for hour in (0, 12, 17, 18)] == [True, True, True, False]
    early = at(13, hour=2)
    assert [is_at_risk(due_at=early, at=at(12, hour=hour)) for hour in (21, 22)] == [False, True]
