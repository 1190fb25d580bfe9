"""What a cell of the matrix says. Pure."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from cms.translation.rules import days_late
from cms.translation.states import OPEN, State


class Debt(StrEnum):
    """How a text stands in a language."""

    NONE = "none"  # nobody asked for it, and there is none
    OWED = "owed"  # to be translated, in time
    LATE = "late"
    REVIEW = "review"  # translated, waiting for reviewers
    STALE = "stale"  # public, and older than its source
    DONE = "done"
    WAIVED = "waived"  # somebody said that it is not needed


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is known of one text in one language."""

    request_id: int | None
    state: str
    due_at: datetime.datetime | None
    stale_since: datetime.datetime | None
    is_public: bool


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A text in a language: its debt, whole days late, words nobody confirmed (None: not taken apart, not known)."""

    debt: Debt
    request_id: int | None = None
    state: str = ""
    days_late: int = 0
    words: int | None = None
    due_at: datetime.datetime | None = None
    stale_since: datetime.datetime | None = None


def cell_of(asked: Asked | None, *, words: int | None, at: datetime.datetime) -> Cell:
    """Late before stale: both mean that somebody has to do something, and only one of them has a clock."""
    if asked is None or (asked.request_id is None and not asked.is_public):
        return Cell(debt=Debt.NONE)
    late = 0
    if asked.state in OPEN and asked.due_at is not None:
        late = days_late(due_at=asked.due_at, at=at)
    debts = {
        Debt.WAIVED: asked.state == State.NOT_NEEDED,
        Debt.LATE: bool(late),
        Debt.REVIEW: asked.state == State.IN_REVIEW,
        Debt.STALE: asked.stale_since is not None or asked.state == State.STALE,
        Debt.OWED: asked.state in OPEN,
    }
    debt = next((debt for debt, is_so in debts.items() if is_so), Debt.DONE)
    is_owed = debt in {Debt.OWED, Debt.LATE, Debt.STALE, Debt.REVIEW}
    return Cell(
        debt=debt,
        request_id=asked.request_id,
        state=asked.state,
        days_late=late,
        words=words if is_owed else 0,
        due_at=asked.due_at if asked.state in OPEN else None,
        stale_since=asked.stale_since,
    )
