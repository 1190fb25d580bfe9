"""Reminders of open steps (R073)."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from cms.moderation.actions import remind, review_urgent_act, withdraw_submission, withdraw_urgently
from cms.moderation.registry import ReminderDue, subscribe, unsubscribe
from tests.factories.moderation import AT, Newsroom

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def heard() -> Iterator[list[Any]]:
    events: list[Any] = []
    subscribe(ReminderDue, events.append)
    yield events
    unsubscribe(ReminderDue, events.append)


@pytest.mark.requirement("R073")
def test_an_open_step_reminds_before_at_and_daily_after_its_due_moment(room: Newsroom, heard: list[Any]) -> None:
    state = room.submitted()
    due = state.due_at
    moments = [due - 5 * HOUR, due - 4 * HOUR, due - HOUR, due, due + HOUR, due + 24 * HOUR, due + 48 * HOUR]
    sent = [remind(at=moment) for moment in moments]
    assert sent == [0, 1, 0, 1, 0, 1, 1]
    assert [event.kind for event in heard] == ["before", "due", "overdue", "overdue"]
    assert {event.state for event in heard} == {state}


def test_a_worker_that_slept_reminds_once(room: Newsroom, heard: list[Any]) -> None:
    state = room.submitted()
    assert remind(at=state.due_at + 100 * HOUR) == 1
    assert remind(at=state.due_at + 101 * HOUR) == 0


def test_what_is_decided_or_taken_back_reminds_nobody(room: Newsroom, heard: list[Any]) -> None:
    first = room.submitted()
    second = room.draft()
    state = room.submitted(second)
    withdraw_submission(page=second, reason="Thôi", by=room.writer, at=AT)
    room.approve(first)
    assert remind(at=first.due_at + 1000 * HOUR) == 1  # the board's step of the first
    assert all(event.state not in {first, state} for event in heard)


def test_an_urgent_act_reminds_until_it_is_reviewed(room: Newsroom, heard: list[Any]) -> None:
    act = withdraw_urgently(page=room.live(), reason="Khẩn", by=room.board_head, at=AT)
    assert remind(at=act.due_at) == 1
    assert (heard[0].act, heard[0].state) == (act, None)


def test_what_is_decided_while_others_are_reminded_reminds_nobody(room: Newsroom, heard: list[Any]) -> None:
    first, second = room.submitted(), room.submitted()
    act = withdraw_urgently(page=room.live(), reason="Khẩn", by=room.board_head, at=AT)

    def decide(event: ReminderDue) -> None:
        if event.state == first:
            room.approve(second)
            review_urgent_act(act=act, verdict="upheld", comment="", by=room.member, at=AT)

    subscribe(ReminderDue, decide)
    try:
        remind(at=max(first.due_at, act.due_at))
    finally:
        unsubscribe(ReminderDue, decide)
    assert [event.state for event in heard] == [first]
