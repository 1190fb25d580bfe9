"""How other apps hear of moderation: callbacks filled in `AppConfig.ready()`.

They run inside the transaction of what they tell, so that what they write (notifications, rows of the desk) commits
with it or not at all; what one raises undoes the decision. E-mails are sent later, from the rows.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cms.kernel.announcing import Announcer
from cms.moderation.models import Decision, ReviewState, Submission, UrgentAct
from cms.moderation.steps import Reminding
from cms.pages.models import BasePage
from cms.pages.shared_words import SharedWords

if TYPE_CHECKING:
    from cms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """A text was submitted, or submitted again; `state` is its first open step."""

    page: BasePage
    submission: Submission
    state: ReviewState
    is_again: bool
    by: "User | None"
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A step was approved; `next_state` is the step that opened, None when the text went live or is scheduled."""

    decision: Decision
    state: ReviewState
    next_state: ReviewState | None
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class Returned:
    """A text was sent back to its writers with the decision's comment."""

    decision: Decision
    state: ReviewState
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """A submission was taken back, or its workflow cancelled."""

    state: ReviewState
    reason: str
    by: "User | None"
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A step was claimed, given to somebody, or released (`to` None)."""

    state: ReviewState
    to: "User | None"
    by: "User | None"
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class Commented:
    """A first reader said something about a text in review."""

    state: ReviewState
    text: str
    by: "User"
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class ActedUrgently:
    """A text was published or withdrawn at once; another member of the board has to review it."""

    act: UrgentAct
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class UrgentReviewed:
    """An urgent act was reviewed."""

    act: UrgentAct
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class ReminderDue:
    """An open step, or an urgent act that nobody reviewed yet, is due soon, due, or late (R073)."""

    kind: Reminding
    due_at: datetime.datetime
    at: datetime.datetime
    state: ReviewState | None = None
    act: UrgentAct | None = None


@dataclass(frozen=True, kw_only=True)
class ScheduleRefused:
    """What was approved for this second was not published: `reason` says why."""

    page: BasePage
    revision_id: int
    reason: str
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class WordsWait:
    """Somebody wrote other words into a row of a shared list: its board has to decide."""

    row: SharedWords
    by: "User"
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class WordsDecided:
    """The board let the public read them, or refused them; `writers` are ids of whose words they were."""

    row: SharedWords
    is_approved: bool
    reason: str
    writers: tuple[int, ...]
    by: "User"
    at: datetime.datetime


_announcer = Announcer()
subscribe, unsubscribe, announce = _announcer.subscribe, _announcer.unsubscribe, _announcer.announce


def on_submitted(callback: Callable[[Submitted], None]) -> Callable[[Submitted], None]:
    """Hear of submissions."""
    return subscribe(Submitted, callback)


def on_decided(callback: Callable[[Decided], None]) -> Callable[[Decided], None]:
    """Hear of approved steps."""
    return subscribe(Decided, callback)


def on_returned(callback: Callable[[Returned], None]) -> Callable[[Returned], None]:
    """Hear of texts sent back."""
    return subscribe(Returned, callback)


def on_withdrawn(callback: Callable[[Withdrawn], None]) -> Callable[[Withdrawn], None]:
    """Hear of submissions taken back."""
    return subscribe(Withdrawn, callback)


def on_taken(callback: Callable[[Taken], None]) -> Callable[[Taken], None]:
    """Hear of steps claimed, given and released."""
    return subscribe(Taken, callback)


def on_commented(callback: Callable[[Commented], None]) -> Callable[[Commented], None]:
    """Hear of what first readers say."""
    return subscribe(Commented, callback)


def on_acted_urgently(callback: Callable[[ActedUrgently], None]) -> Callable[[ActedUrgently], None]:
    """Hear of urgent acts."""
    return subscribe(ActedUrgently, callback)


def on_urgent_reviewed(callback: Callable[[UrgentReviewed], None]) -> Callable[[UrgentReviewed], None]:
    """Hear of urgent acts reviewed."""
    return subscribe(UrgentReviewed, callback)


def on_reminder_due(callback: Callable[[ReminderDue], None]) -> Callable[[ReminderDue], None]:
    """Hear of what is due soon, due, or late."""
    return subscribe(ReminderDue, callback)


def on_schedule_refused(callback: Callable[[ScheduleRefused], None]) -> Callable[[ScheduleRefused], None]:
    """Hear of scheduled publications that did not happen."""
    return subscribe(ScheduleRefused, callback)


def on_words_wait(callback: Callable[[WordsWait], None]) -> Callable[[WordsWait], None]:
    """Hear of words of shared lists that wait."""
    return subscribe(WordsWait, callback)


def on_words_decided(callback: Callable[[WordsDecided], None]) -> Callable[[WordsDecided], None]:
    """Hear of words of shared lists that were decided about."""
    return subscribe(WordsDecided, callback)
