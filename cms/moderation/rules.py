"""Who decides which step, what comes next, by when, and when people are reminded. No clock, no database."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from cms.departments.due import Due
from cms.departments.roles import Role
from cms.kernel.calendar import Calendar
from cms.moderation.steps import Reminding, Step

# Where the secretariat's technical edit may not be left out (R069, seed 003), by key of the site.
TECHNICAL_EDIT_MANDATORY = frozenset({"city"})
DECIDERS: dict[str, frozenset[str]] = {
    Step.DEPARTMENT_REVIEW: frozenset({Role.DEPARTMENT_HEAD}),
    Step.TECHNICAL_EDIT: frozenset({Role.SECRETARIAT}),
    Step.BOARD_APPROVAL: frozenset({Role.BOARD_MEMBER, Role.BOARD_HEAD}),
}
# A text of the agency itself (homes, sections, organisation) has no head of a department over it.
AGENCY_REVIEWERS = frozenset({Role.DEPARTMENT_HEAD, Role.STANDING_OFFICE})
EDITABLE = frozenset({Step.DEPARTMENT_REVIEW, Step.TECHNICAL_EDIT})
DEFAULT_DAYS: dict[str, int] = {Step.DEPARTMENT_REVIEW: 1, Step.TECHNICAL_EDIT: 1, Step.BOARD_APPROVAL: 1}
URGENT_REVIEW_DAYS = 1
REMIND_BEFORE = datetime.timedelta(hours=4)
REMIND_AGAIN = datetime.timedelta(days=1)


def steps_of(*, site_key: str, technical_edit: bool | None) -> tuple[Step, ...]:
    """The steps a text passes, in order: the technical edit always on the city portal, elsewhere where asked (R069)."""
    with_edit = site_key in TECHNICAL_EDIT_MANDATORY or bool(technical_edit)
    return tuple(step for step in Step if step is not Step.TECHNICAL_EDIT or with_edit)


def deciders_of_step(step: str, *, is_of_agency: bool) -> frozenset[str]:
    """The roles whose step it is; a text of the agency itself is reviewed by its standing office (ADR 0091)."""
    if step == Step.DEPARTMENT_REVIEW and is_of_agency:
        return AGENCY_REVIEWERS
    return DECIDERS[step]


@dataclass(frozen=True, kw_only=True)
class Hands:
    """Through whose hands a text went; `last_edit_in_step`: whether the newest draft was made in the open step."""

    writers: frozenset[int]
    last_editor: int | None
    last_edit_in_step: bool = False


def is_own_text(*, person: int, step: str, hands: Hands) -> bool:
    """Whether four eyes forbid a person to decide a step (R071, RELIABILITY 23).

    Nobody decides what they wrote, and nobody what they edited last. The technical edit is made by whoever passes
    it on, so there, and only there, an edit made within the step itself is no bar; the board still sees the result.
    """
    if person in hands.writers:
        return True
    if person != hands.last_editor:
        return False
    return not (step == Step.TECHNICAL_EDIT and hands.last_edit_in_step)


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """As what a person may decide: a role in a unit, their own, or another's whom they stand in for."""

    role: str
    unit_id: int
    delegation_id: int | None = None
    in_place_of: int | None = None


def capacity_to_decide(capacities: Iterable[Capacity], *, hands: Hands) -> Capacity | None:
    """The capacity a person decides in: their own before another's; never in the place of a writer of the text."""
    free = [capacity for capacity in capacities if capacity.in_place_of not in hands.writers]
    return min(free, key=lambda capacity: capacity.delegation_id or 0, default=None)


@dataclass(frozen=True, kw_only=True)
class StepDays:
    """How long a step may take by the section's rule and the site's; None where they say nothing."""

    section: int | None = None
    site: int | None = None

    def chosen(self, step: str) -> tuple[int, str]:
        """The days, and whose rule they are: the nearest one that says something."""
        if self.section is not None:
            return self.section, "section"
        if self.site is not None:
            return self.site, "site"
        return DEFAULT_DAYS[step], "default"


def due_of_step(step: str, *, opened_at: datetime.datetime, days: StepDays, counting: str, calendar: Calendar) -> Due:
    """When a step that opened at a moment is due, by the site's way of counting days (R067)."""
    number, rule = days.chosen(step)
    at = calendar.due_at(triggered_at=opened_at, days=number, counting=counting)
    return Due(at=at, days=number, counting=counting, rule=rule, triggered_at=opened_at)


def is_at_risk(*, due_at: datetime.datetime, at: datetime.datetime) -> bool:
    """Whether something not yet late is due within four hours."""
    return at <= due_at <= at + REMIND_BEFORE


def first_reminder(due_at: datetime.datetime) -> datetime.datetime:
    """Four hours before due (R073)."""
    return due_at - REMIND_BEFORE


def reminding(*, due_at: datetime.datetime, at: datetime.datetime) -> Reminding:
    """Which reminder a moment is for: before the due moment, at it, or afterwards."""
    if at < due_at:
        return Reminding.BEFORE
    return Reminding.DUE if at < due_at + REMIND_AGAIN else Reminding.OVERDUE


def next_reminder(*, due_at: datetime.datetime, at: datetime.datetime) -> datetime.datetime:
    """The next after the one sent at `at`: at due, then every day after it; what was slept through is skipped."""
    if at < due_at:
        return due_at
    days_late = (at - due_at) // REMIND_AGAIN
    return due_at + (days_late + 1) * REMIND_AGAIN


def without(people: Collection[int], *, hands: Hands, step: str) -> list[int]:
    """Those of the people whom four eyes leave."""
    return [person for person in people if not is_own_text(person=person, step=step, hands=hands)]
