"""The ways of the demo's texts to the desks: who takes them there, and when."""

import datetime
import itertools

import pytest

from cms.demo.accounts import PEOPLE, SEES
from cms.demo.content_reader import read_content
from cms.demo.desks import ACTING, AWAY, GOES_LIVE_IN_DAYS, WAYS
from cms.demo.moments import Ago
from cms.kernel.calendar import HANOI, Calendar
from cms.pages.schedule import LONGEST_WAIT

SUNDAY = datetime.datetime(2026, 11, 22, 4, 30, tzinfo=HANOI)
FRIDAY = datetime.datetime(2026, 11, 20, 10, 0, tzinfo=HANOI)
NEW_YEAR = datetime.datetime(2027, 1, 1, 0, 5, tzinfo=HANOI)
USERNAMES = {person.username for person in PEOPLE}


def test_every_text_is_a_draft_of_the_content_and_goes_its_way_once() -> None:
    drafts = {item.key: item for item in read_content().items if item.state == "draft"}
    assert WAYS.keys() <= drafts.keys()
    for key, acts in WAYS.items():
        assert acts[0].kind == "submit"
        assert acts[0].who in drafts[key].authors
        assert {act.kind for act in acts[1:]} <= {"approve", "return"}


def test_nobody_decides_what_they_wrote_or_decided_before() -> None:
    for acts in WAYS.values():
        people = [act.who for act in acts]
        assert len(set(people)) == len(people)


def test_whoever_acts_or_is_told_of_is_somebody_of_the_demo() -> None:
    assert {act.who for acts in WAYS.values() for act in acts} | {AWAY, ACTING} | SEES.keys() <= USERNAMES


@pytest.mark.parametrize("loaded_at", [SUNDAY, FRIDAY, NEW_YEAR])
def test_each_way_is_in_order_and_before_the_load(loaded_at: datetime.datetime) -> None:
    calendar = Calendar(holidays=frozenset({datetime.date(2027, 1, 1)}))
    for key, acts in WAYS.items():
        moments = [act.ago.before(loaded_at, calendar) for act in acts]
        assert all(earlier < later for earlier, later in itertools.pairwise(moments)), key
        assert moments[-1] < loaded_at
        assert loaded_at - moments[0] < datetime.timedelta(days=10)
    assert datetime.timedelta(days=GOES_LIVE_IN_DAYS) < LONGEST_WAIT


def test_working_days_are_counted_back_over_weekends_and_days_off() -> None:
    calendar = Calendar(days_off=frozenset({datetime.date(2026, 11, 20)}))
    assert Ago(workdays=1, hour=9).before(SUNDAY, calendar) == datetime.datetime(2026, 11, 19, 9, 0, tzinfo=HANOI)
    assert Ago(workdays=5, hour=15).before(SUNDAY, calendar) == datetime.datetime(2026, 11, 13, 15, 0, tzinfo=HANOI)
    assert Ago(hours=22).before(SUNDAY, calendar) == datetime.datetime(2026, 11, 21, 6, 30, tzinfo=HANOI)


@pytest.mark.parametrize("values", [{}, {"workdays": 1, "hours": 1}, {"hours": -1}])
def test_a_moment_is_counted_in_days_or_in_hours(values: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="either"):
        Ago(**values)
