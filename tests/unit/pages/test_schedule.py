"""How far ahead a page may be set to begin and to end."""

import datetime

import pytest

from cms.kernel.calendar import HANOI
from cms.pages.schedule import LONGEST_STAY, LONGEST_WAIT, refusal_of

AT = datetime.datetime(2026, 11, 21, 9, 0, tzinfo=HANOI)
SECOND = datetime.timedelta(seconds=1)


@pytest.mark.parametrize(("name", "longest"), [("go_live_at", LONGEST_WAIT), ("expire_at", LONGEST_STAY)])
def test_the_last_moment_is_allowed_and_the_next_second_is_not(name: str, longest: datetime.timedelta) -> None:
    assert refusal_of(name, AT + longest, at=AT) is None
    assert refusal_of(name, AT + longest + SECOND, at=AT) is not None


def test_an_end_may_lie_further_ahead_than_a_beginning() -> None:
    moment = AT + datetime.timedelta(days=3 * 365)
    refusal = refusal_of("go_live_at", moment, at=AT)
    assert refusal is not None
    assert refusal.code == "begins_too_far_ahead"
    assert "22/11/2027" in str(refusal)
    assert refusal_of("expire_at", moment, at=AT) is None


@pytest.mark.parametrize("name", ["go_live_at", "expire_at"])
def test_no_moment_is_no_fault_and_the_past_is_told_elsewhere(name: str) -> None:
    assert refusal_of(name, None, at=AT) is None
    assert refusal_of(name, AT - datetime.timedelta(days=800), at=AT) is None


@pytest.mark.parametrize("name", ["go_live_at", "expire_at"])
def test_the_ends_of_the_calendar_are_refused_and_never_an_error_of_the_program(name: str) -> None:
    for moment in ((1, 1, 1, 0, 0), (9999, 12, 31, 23, 59)):
        assert refusal_of(name, datetime.datetime(*moment, tzinfo=HANOI), at=AT) is not None
        assert refusal_of(name, datetime.datetime(*moment, tzinfo=datetime.UTC), at=AT) is not None
