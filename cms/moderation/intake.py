"""What a submission carries beside the page, told to Wagtail's `workflow.start`, which takes only a person."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What the submitter said. `at` None: the door does not know the moment."""

    declared_not_secret: bool = False
    comment: str = ""
    is_urgent: bool = False
    checklist: dict[str, Any] = field(default_factory=dict)
    at: datetime.datetime | None = None


_current: ContextVar[Intake | None] = ContextVar("intake", default=None)


@contextmanager
def submitting(intake: Intake) -> Iterator[None]:
    """A submission started inside carries this."""
    token = _current.set(intake)
    try:
        yield
    finally:
        _current.reset(token)


def declare(*, is_not_secret: bool) -> None:
    """Within `submitting`: note what the writer declared."""
    _current.set(replace(current_intake(), declared_not_secret=is_not_secret))


def current_intake() -> Intake:
    """What the submitter said, as far as the door told; nothing declared by default."""
    return _current.get() or Intake()


_reason: ContextVar[str] = ContextVar("reason_of_withdrawal", default="")


@contextmanager
def taking_back(reason: str) -> Iterator[None]:
    """A workflow cancelled inside was taken back for this reason."""
    token = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(token)


def current_reason() -> str:
    """Why the workflow is cancelled, as far as anybody said."""
    return _reason.get()
