"""What is told about imports and decisions: callbacks filled in `AppConfig.ready()`, run in the same transaction."""

import datetime
from dataclasses import dataclass

from cms.accounts.models import User
from cms.kernel.announcing import Announcer
from procedures.models import ChangeTask, ImportBatch, RecordedDecision


@dataclass(frozen=True, kw_only=True)
class BatchWaits:
    """Drafts of an import wait for the board."""

    batch: ImportBatch
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class BatchDecided:
    """The board approved an import, or returned it."""

    batch: ImportBatch
    by: User
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class BatchPublished:
    """Everything that an approval covered is public; `invalid` records are not, and say why."""

    batch: ImportBatch
    published: int
    invalid: int
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class DecisionRecorded:
    """A publication decision was recorded; its tasks are open."""

    decision: RecordedDecision
    tasks: tuple[ChangeTask, ...]
    by: User | None
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class ChangeTaskDue:
    """A task of a decision is due soon, or late."""

    task: ChangeTask
    is_late: bool
    at: datetime.datetime


_announcer = Announcer()
subscribe, announce = _announcer.subscribe, _announcer.announce
