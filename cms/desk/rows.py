"""What the desk shows: values, without a query behind any of them."""

import datetime
from dataclasses import dataclass

from cms.departments.models import OrgUnit
from cms.departments.policy import ALLOWED
from cms.departments.policy import Decision as May
from cms.editorial.owing import OwedLine


@dataclass(frozen=True, kw_only=True)
class Task:
    """A step or an urgent act that waits. `may_decide` is the policy's answer for the person whose desk it is."""

    title: str
    section: str
    department: str
    step: str
    requester: str
    waiting_since: datetime.datetime
    due_at: datetime.datetime
    due_words: str
    is_overdue: bool
    is_at_risk: bool
    locale: str
    site: str
    url: str
    page_id: int | None
    may_decide: May = ALLOWED
    is_urgent: bool = False
    claimed_by: str = ""
    is_mine: bool = False


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A text of the person's own that is not public as it stands."""

    page_id: int
    title: str
    locale: str
    changed_at: datetime.datetime | None
    is_live: bool
    is_returned: bool
    comment: str
    url: str


@dataclass(frozen=True, kw_only=True)
class UnitOverview:
    """A unit as the standing office sees it: what waits in it, what it published, which of its lines are behind."""

    unit: OrgUnit
    open_count: int = 0
    overdue_count: int = 0
    at_risk_count: int = 0
    week_count: int = 0
    year_count: int = 0
    behind_count: int = 0


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything on one person's desk at a moment."""

    tasks: tuple[Task, ...]
    waiting: tuple[Task, ...]
    drafts: tuple[Draft, ...]
    lines: tuple[OwedLine, ...]
    units: tuple[UnitOverview, ...]
    has_units: bool
    reading: tuple[Task, ...] = ()  # of the sections whose first reader the person is, and not theirs to decide

    @property
    def overdue_count(self) -> int:
        """How many tasks are late."""
        return sum(task.is_overdue for task in self.tasks)

    @property
    def at_risk_count(self) -> int:
        """How many tasks are due within hours."""
        return sum(task.is_at_risk for task in self.tasks)
