"""Who is deciding, and when: told by an action to the receivers that write the log for what Wagtail does in it.

Wagtail's publish, unpublish, add and save take no moment, and models take no person: an action that calls them
says both here, and the one row of its decision carries them.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision that is being carried out; `by` None is the system."""

    by: AbstractUser | None
    at: datetime.datetime


_current: ContextVar[Decision | None] = ContextVar("decision", default=None)


@contextmanager
def deciding(*, by: AbstractUser | None, at: datetime.datetime) -> Iterator[None]:
    """What is logged inside is logged as decided by this person at this moment."""
    token = _current.set(Decision(by=by, at=at))
    try:
        yield
    finally:
        _current.reset(token)


def current_decision() -> Decision | None:
    """The innermost decision being carried out; None outside any action: then Wagtail's log context knows."""
    return _current.get()


_door: ContextVar[str] = ContextVar("door", default="")


@contextmanager
def through(door: str) -> Iterator[None]:
    """What is logged inside came through this door of the code: a loader, a job; the log names it."""
    token = _door.set(door)
    try:
        yield
    finally:
        _door.reset(token)


def current_door() -> str:
    """The innermost named door of the code; "code" where nobody named one."""
    return _door.get() or "code"
