"""Tables of the rules: who decides, by when, when people are reminded. No database."""

import datetime

import pytest

from cms.departments.roles import Role
from cms.kernel.calendar import HANOI, Calendar
from cms.moderation.rules import (
    Capacity,
    Hands,
    StepDays,
    capacity_to_decide,
    deciders_of_step,
    due_of_step,
    first_reminder,
    is_at_risk,
    is_own_text,
    next_reminder,
    reminding,
    steps_of,
)
from cms.moderation.steps import Reminding, Step

DEPARTMENT, TECHNICAL, BOARD = Step.DEPARTMENT_REVIEW, Step.TECHNICAL_EDIT, Step.BOARD_APPROVAL
WRITER, EDITOR, SOMEBODY = 1, 2, 3
DUE = datetime.datetime(2026, 3, 12, 16, 59, 59, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


@pytest.mark.requirement("R069")
@pytest.mark.parametrize(
    ("site", "asked", "expected"),
    [
        ("department", None, (DEPARTMENT, BOARD)),
        ("department", False, (DEPARTMENT, BOARD)),
        ("department", True, (DEPARTMENT, TECHNICAL, BOARD)),
        ("city", None, (DEPARTMENT, TECHNICAL, BOARD)),
        ("city", True, (DEPARTMENT, TECHNICAL, BOARD)),
        ("city", False, (DEPARTMENT, TECHNICAL, BOARD)),  # mandatory there
    ],
)
def test_steps_follow_the_site(site: str, asked: bool | None, expected: tuple[Step, ...]) -> None:
    assert steps_of(site_key=site, technical_edit=asked) == expected


@pytest.mark.parametrize(
    ("step", "of_agency", "roles"),
    [
        (DEPARTMENT, False, {Role.DEPARTMENT_HEAD}),
        (DEPARTMENT, True, {Role.DEPARTMENT_HEAD, Role.STANDING_OFFICE}),
        (TECHNICAL, False, {Role.SECRETARIAT}),
        (TECHNICAL, True, {Role.SECRETARIAT}),
        (BOARD, False, {Role.BOARD_MEMBER, Role.BOARD_HEAD}),
        (BOARD, True, {Role.BOARD_MEMBER, Role.BOARD_HEAD}),
    ],
)
def test_each_step_has_its_deciders(step: Step, of_agency: bool, roles: set[Role]) -> None:
    assert deciders_of_step(step, is_of_agency=of_agency) == roles


@pytest.mark.requirement("R071")
@pytest.mark.parametrize(
    ("person", "step", "in_step", "own"),
    [
        (WRITER, DEPARTMENT, False, True),
        (WRITER, TECHNICAL, False, True),
        (WRITER, TECHNICAL, True, True),
        (WRITER, BOARD, False, True),
        (EDITOR, DEPARTMENT, False, True),
        (EDITOR, DEPARTMENT, True, True),  # a head who corrects a text leaves it to another head
        (EDITOR, TECHNICAL, False, True),  # edited before the step began
        (EDITOR, TECHNICAL, True, False),  # the technical edit is this very edit
        (EDITOR, BOARD, False, True),
        (EDITOR, BOARD, True, True),
        (SOMEBODY, DEPARTMENT, False, False),
        (SOMEBODY, TECHNICAL, True, False),
        (SOMEBODY, BOARD, False, False),
    ],
)
def test_nobody_decides_what_they_wrote_or_edited_last(person: int, step: Step, in_step: bool, own: bool) -> None:
    hands = Hands(writers=frozenset({WRITER}), last_editor=EDITOR, last_edit_in_step=in_step)
    assert is_own_text(person=person, step=step, hands=hands) is own


def test_a_text_that_code_made_bars_nobody() -> None:
    hands = Hands(writers=frozenset(), last_editor=None)
    assert not is_own_text(person=SOMEBODY, step=DEPARTMENT, hands=hands)


OWN = Capacity(role=Role.DEPARTMENT_HEAD, unit_id=10)
FOR_SOMEBODY = Capacity(role=Role.DEPARTMENT_HEAD, unit_id=11, delegation_id=5, in_place_of=SOMEBODY)
FOR_WRITER = Capacity(role=Role.DEPARTMENT_HEAD, unit_id=12, delegation_id=4, in_place_of=WRITER)


@pytest.mark.requirement("R071")
@pytest.mark.parametrize(
    ("held", "chosen"),
    [
        ([], None),
        ([OWN], OWN),
        ([FOR_SOMEBODY], FOR_SOMEBODY),
        ([FOR_SOMEBODY, OWN], OWN),
        ([FOR_WRITER], None),  # nobody decides in the writer's place what the writer may not
        ([FOR_WRITER, FOR_SOMEBODY], FOR_SOMEBODY),
    ],
)
def test_own_roles_come_before_those_of_others(held: list[Capacity], chosen: Capacity | None) -> None:
    assert capacity_to_decide(held, hands=Hands(writers=frozenset({WRITER}), last_editor=None)) == chosen


@pytest.mark.requirement("R067")
@pytest.mark.parametrize(
    ("days", "counting", "due", "rule"),
    [
        (StepDays(), "calendar_days_roll", "2026-03-16T23:59:59.999999+07:00", "default"),  # Saturday rolls to Monday
        (StepDays(site=2), "working_days", "2026-03-17T23:59:59.999999+07:00", "site"),
        (StepDays(site=2, section=0), "working_days", "2026-03-13T23:59:59.999999+07:00", "section"),
        (StepDays(section=1), "strict_hours", "2026-03-14T09:30:00+07:00", "section"),
    ],
)
def test_a_step_is_due_by_the_nearest_rule(days: StepDays, counting: str, due: str, rule: str) -> None:
    friday = datetime.datetime(2026, 3, 13, 9, 30, tzinfo=HANOI)
    found = due_of_step(BOARD, opened_at=friday, days=days, counting=counting, calendar=Calendar())
    assert (found.at.isoformat(), found.rule) == (due, rule)


@pytest.mark.requirement("R073")
@pytest.mark.parametrize(
    ("sent_at", "kind", "following"),
    [
        (DUE - 4 * HOUR, Reminding.BEFORE, DUE),
        (DUE - HOUR, Reminding.BEFORE, DUE),
        (DUE, Reminding.DUE, DUE + 24 * HOUR),
        (DUE + HOUR, Reminding.DUE, DUE + 24 * HOUR),
        (DUE + 24 * HOUR, Reminding.OVERDUE, DUE + 48 * HOUR),
        (DUE + 100 * HOUR, Reminding.OVERDUE, DUE + 120 * HOUR),  # four days slept through: one reminder, not four
    ],
)
def test_people_are_reminded_four_hours_before_at_due_and_daily_after(
    sent_at: datetime.datetime, kind: Reminding, following: datetime.datetime
) -> None:
    assert first_reminder(DUE) == DUE - 4 * HOUR
    assert reminding(due_at=DUE, at=sent_at) == kind
    assert next_reminder(due_at=DUE, at=sent_at) == following


@pytest.mark.parametrize(("hours", "risk"), [(-5, False), (-4, True), (-1, True), (0, True), (1, False)])
def test_at_risk_is_what_is_due_within_four_hours(hours: int, risk: bool) -> None:
    assert is_at_risk(due_at=DUE, at=DUE + hours * HOUR) is risk
