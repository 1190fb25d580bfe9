"""Who is at a step."""

from typing import Any

import pytest

from cms.departments.errors import NotAllowed
from cms.moderation.actions import assign, claim, release
from cms.moderation.errors import CannotDecide, ClaimedByAnother
from cms.moderation.models import ReviewState
from tests.factories.moderation import AT, Newsroom

pytestmark = pytest.mark.django_db


def test_a_head_takes_a_step_and_lets_it_go(room: Newsroom) -> None:
    state = room.submitted()
    claim(state=state, by=room.head, at=AT)
    assert ReviewState.objects.get(pk=state.pk).claimed_by == room.head
    claim(state=state, by=room.head, at=AT)
    release(state=state, by=room.head, at=AT)
    assert ReviewState.objects.get(pk=state.pk).claimed_by is None


def test_a_step_that_somebody_took_is_not_taken_twice(room: Newsroom, refused: Any) -> None:
    state = room.submitted()
    claim(state=state, by=room.head, at=AT)
    with refused(ClaimedByAnother) as caught:
        claim(state=state, by=room.second_head, at=AT)
    assert str(room.head) in str(caught.value)
    with refused(NotAllowed):
        release(state=state, by=room.second_head, at=AT)


@pytest.mark.parametrize("who", ["writer", "other_head", "member", "secretary"])
def test_only_who_may_decide_takes_a_step(room: Newsroom, refused: Any, who: str) -> None:
    state = room.submitted()
    with refused(NotAllowed):
        claim(state=state, by=getattr(room, who), at=AT)


@pytest.mark.requirement("R007", "R008")
@pytest.mark.parametrize("who", ["board_head", "office"])
def test_head_of_the_board_and_standing_office_give_tasks(room: Newsroom, who: str) -> None:
    state = room.submitted()
    giver = getattr(room, who)
    assign(state=state, to=room.second_head, by=giver, at=AT)
    found = ReviewState.objects.get(pk=state.pk)
    assert (found.assigned_to, found.assigned_by, found.claimed_by) == (room.second_head, giver, room.second_head)
    release(state=state, by=giver, at=AT)
    assert ReviewState.objects.get(pk=state.pk).assigned_to is None


@pytest.mark.parametrize("who", ["head", "member", "secretary", "writer"])
def test_others_give_no_tasks(room: Newsroom, refused: Any, who: str) -> None:
    state = room.submitted()
    with refused(NotAllowed):
        assign(state=state, to=room.second_head, by=getattr(room, who), at=AT)


@pytest.mark.parametrize("who", ["other_head", "writer", "member"])
def test_a_task_is_not_given_to_who_may_not_decide_it(room: Newsroom, refused: Any, who: str) -> None:
    state = room.submitted()
    with refused(CannotDecide):
        assign(state=state, to=getattr(room, who), by=room.office, at=AT)
