"""Who is at a step: taken by oneself, or given by the head of the board or its office (R007, R008)."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from cms.audit.actions import record
from cms.departments.policy import actor_of, may, require
from cms.moderation.access import may_decide
from cms.moderation.actions.locking import locked_state, require_open
from cms.moderation.errors import CannotDecide, ClaimedByAnother
from cms.moderation.models import ReviewState
from cms.moderation.registry import Taken, announce

if TYPE_CHECKING:
    from cms.accounts.models import User
    from cms.pages.models import BasePage


# What the audit log calls them.
CODES = {name: f"moderation.{name}" for name in ("claimed", "released", "assigned")}


@transaction.atomic
def claim(*, state: ReviewState, by: "User", at: datetime.datetime) -> ReviewState:
    """Say that one is reading a text; others may still decide, but they see it.

    Raise ClaimedByAnother, NotAllowed, AlreadyDecided, NotInReview. Claimed twice by the same person is once.
    """
    fresh, page = locked_state(state)
    require_open(fresh)
    require(by, "claim_task", target=fresh, at=at)
    if fresh.claimed_by_id == by.pk:
        return fresh
    if fresh.claimed_by is not None:
        raise ClaimedByAnother(person=fresh.claimed_by)
    return _taken(fresh, page, to=by, action="claimed", by=by, at=at)


@transaction.atomic
def release(*, state: ReviewState, by: "User", at: datetime.datetime) -> ReviewState:
    """Let a step go again: whoever took it, or who gives tasks. Raise NotAllowed, AlreadyDecided, NotInReview."""
    fresh, page = locked_state(state)
    require_open(fresh)
    if fresh.claimed_by_id != by.pk:
        require(by, "assign_task", target=fresh, at=at)
    if fresh.claimed_by_id is None and fresh.assigned_to_id is None:
        return fresh
    fresh.claimed_by, fresh.claimed_at, fresh.assigned_to, fresh.assigned_by = None, None, None, None
    return _saved(fresh, page, to=None, action="released", by=by, at=at)


@transaction.atomic
def assign(*, state: ReviewState, to: "User", by: "User", at: datetime.datetime) -> ReviewState:
    """Give a step to somebody who may decide it; it is theirs until they or who gives tasks let it go.

    Raise NotAllowed, CannotDecide, AlreadyDecided, NotInReview.
    """
    fresh, page = locked_state(state)
    require_open(fresh)
    require(by, "assign_task", target=fresh, at=at)
    able = may_decide(actor_of(to, at=at), fresh) if to.is_active else may(to, "claim_task", target=fresh, at=at)
    if not able:
        raise CannotDecide(person=to, reason=able.reason)
    fresh.assigned_to, fresh.assigned_by = to, by
    return _taken(fresh, page, to=to, action="assigned", by=by, at=at)


@transaction.atomic
def hand_over_task(*, state: ReviewState, person: "User", to: "User", by: "User | None", at: datetime.datetime) -> bool:
    """A step in the hands of a person who leaves: given to the heir who may decide it, else free for all who may.

    Whether the heir has it now. Nothing happens to a step that was decided, or given to somebody else, meanwhile.
    """
    fresh, page = locked_state(state)
    if not fresh.is_open or person.pk not in (fresh.claimed_by_id, fresh.assigned_to_id):
        return False
    able = bool(may_decide(actor_of(to, at=at), fresh))
    heir = to if able else None
    fresh.claimed_by, fresh.claimed_at = heir, at if able else None
    fresh.assigned_to, fresh.assigned_by = heir, by if able else None
    _saved(fresh, page, to=heir, action="assigned" if able else "released", by=by, at=at)
    return able


def _taken(
    state: ReviewState, page: "BasePage", *, to: "User", action: str, by: "User", at: datetime.datetime
) -> ReviewState:
    state.claimed_by, state.claimed_at = to, at
    return _saved(state, page, to=to, action=action, by=by, at=at)


def _saved(
    state: ReviewState, page: "BasePage", *, to: "User | None", action: str, by: "User | None", at: datetime.datetime
) -> ReviewState:
    state.save(update_fields=["claimed_by", "claimed_at", "assigned_to", "assigned_by"])
    data = {"state": state.pk, "step": state.step, "to": to.pk if to is not None else None}
    record(action=CODES[action], by=by, at=at, target=page, data=data)
    announce(Taken(state=state, to=to, by=by, at=at))
    return state
