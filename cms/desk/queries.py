"""One person's desk. The number of queries does not depend on how much lies on it (docs/desk.md lists them)."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from cms.accounts.models import User
from cms.bin.queries import outside_bin
from cms.departments.due import due_words
from cms.departments.models import OrgUnit
from cms.departments.policy import Actor, actor_of
from cms.departments.queries import AGENCY_KINDS, standing_of
from cms.departments.roles import Role
from cms.departments.standing import Organisation, organisation_of
from cms.desk.rows import Desk, Draft, Task, UnitOverview
from cms.editorial.models import Section
from cms.editorial.owing import Owing, owing
from cms.kernel.calendar import day_of
from cms.moderation.access import capacities, judge
from cms.moderation.first_reading import SectionPlace, is_named, states_in
from cms.moderation.hands import hands_of_row, with_last_edit
from cms.moderation.models import Decision, ReviewState, UrgentAct
from cms.moderation.queries import BOARD, open_states_for
from cms.moderation.rules import is_at_risk
from cms.moderation.steps import Verdict
from cms.moderation.words import urgent_due_words

SUPPLIERS = (Role.CONTRIBUTOR, Role.SECTION_EDITOR, Role.TRANSLATOR, Role.DEPARTMENT_HEAD)
OVERSEERS = (Role.STANDING_OFFICE, Role.BOARD_HEAD)
_NOT_SUPPLIERS = frozenset({OrgUnit.Kind.BAN_BIEN_TAP, OrgUnit.Kind.BAN_GIAM_DOC, OrgUnit.Kind.EXTERNAL})


@dataclass(frozen=True)
class _Reader:
    """Whose desk it is, and the organisation, read once."""

    actor: Actor
    organisation: Organisation
    at: datetime.datetime

    @cached_property
    def overseen(self) -> set[int]:
        """The agencies whose standing office or head of the board the person is."""
        held = self.actor.units_as(*OVERSEERS)
        return {self.organisation.agency[unit] for unit in held if unit in self.organisation.agency}

    @cached_property
    def own_units(self) -> set[int]:
        """The units for which the person writes, with those below them."""
        return set(self.organisation.units_below(set(self.actor.units_as(*SUPPLIERS))))


def desk_of(user: User, *, at: datetime.datetime) -> Desk:
    """Tasks (overdue first, then urgent, at risk, by due date), what others must decide, drafts, and what is owed."""
    actor = actor_of(user, at=at)
    reader = _Reader(actor, organisation_of(actor), at)
    owed, units = _owing(reader)
    own = reader.own_units
    sections = _sections_read(reader, owed)
    tasks, waiting, states = _tasks(reader, sections)
    known = {task.url for task in (*tasks, *waiting)}
    first_read = [_task(reader, state) for state in states if (state.subsite_id, state.section_key) in sections]
    is_office = reader.actor.has(Role.STANDING_OFFICE)
    lines = tuple(row for row in owed.lines if row.supplier_ids & own or (row.for_standing_office and is_office))
    return Desk(
        tasks=tuple(tasks),
        waiting=tuple(waiting),
        drafts=tuple(_drafts(user)),
        lines=tuple(sorted(lines, key=lambda row: (not row.owed, not row.is_behind))),
        units=tuple(_overview(reader, states, owed, units)),
        has_units=bool(own),
        reading=tuple(sorted((row for row in first_read if row.url not in known), key=_in_order)),
    )


def _sections_read(reader: _Reader, owed: Owing) -> set[SectionPlace]:
    """The sections whose first reader the person is, by the lines that were read already. No query (remembered)."""
    held = standing_of(reader.actor.user, reader.actor.on)
    named = (row.line for row in owed.lines if row.line.section is not None and is_named(row.line, held))
    return {(line.section.subsite_id, line.section.key) for line in named if line.section is not None}


def _tasks(reader: _Reader, sections: set[SectionPlace]) -> tuple[list[Task], list[Task], list[ReviewState]]:
    """The person's tasks, what of theirs waits for others, and every step read: one query, and one for urgent acts.

    The same steps as `moderation.queries.tasks_for` and `waiting_for_others` answer, read together.
    """
    user = reader.actor.user
    others = Q(requester=user) | Q(page__owner=user) | Q(department__in=_units_of(reader)) | states_in(sections)
    wanted = open_states_for(reader.actor, reader.organisation) | ReviewState.objects.filter(
        others, status="in_progress"
    )
    related = ("department", "subsite", "requester", "claimed_by")
    # Three columns of the page, not the page: three hundred pages with all their columns take 100 ms.
    columns = {"page_title": F("page__title"), "page_draft": F("page__draft_title"), "owner_id": F("page__owner")}
    states = list(with_last_edit(_titled(wanted)).annotate(**columns).select_related(*related))
    tasks, waiting = [], []
    for state in states:
        if capacities(reader.actor, state, reader.organisation):
            tasks.append(_task(reader, state))
        if user.pk in {state.requester_id, state.owner_id}:
            waiting.append(_task(reader, state))
    tasks += [_urgent_task(act, reader.at) for act in _acts(reader)]
    tasks.sort(key=_in_order)
    waiting.sort(key=lambda row: row.waiting_since)
    return tasks, waiting, states


def _in_order(row: Task) -> tuple[bool, bool, bool, datetime.datetime, datetime.datetime]:
    return not row.is_overdue, not row.is_urgent, not row.is_at_risk, row.due_at, row.waiting_since


def _units_of(reader: _Reader) -> list[int]:
    """For the overview: the units of the agencies that the person oversees."""
    return reader.organisation.units_of_agencies(reader.overseen) if reader.overseen else []


def _titled(rows: "QuerySet[ReviewState]") -> "QuerySet[ReviewState]":
    """With the title of the section in the reader's language as `section_title`."""
    annotated: QuerySet[ReviewState] = rows.annotate(section_title=_section_title())
    return annotated


def _section_title() -> Subquery:
    column = "title_en" if get_language() == "en" else "title_vi"
    sections = Section.objects.filter(subsite=OuterRef("subsite"), key=OuterRef("section_key"))
    return Subquery(sections.values(column)[:1], output_field=CharField())


def _acts(reader: _Reader) -> Iterable[UrgentAct]:
    """Urgent acts of others that somebody of the board has to review; no query for who is not on a board."""
    board = reader.actor.units_as(*BOARD)
    if not board:
        return ()
    units = reader.organisation.units_of_agencies(set(board))
    acts = UrgentAct.objects.filter(reviewed_by__isnull=True, subsite__unit__in=units).exclude(by=reader.actor.user)
    return acts.select_related("department", "subsite", "by", "page__locale").annotate(section_title=_section_title())


def _task(reader: _Reader, state: ReviewState) -> Task:
    at = reader.at
    return Task(
        title=state.page_draft or state.page_title,
        section=state.section_title or "",
        department=_short(state.department),
        step=str(state.get_step_display()),
        requester=str(state.requester or ""),
        waiting_since=state.opened_at,
        due_at=state.due_at,
        due_words=due_words(state.due_basis),
        is_overdue=state.due_at < at,
        is_at_risk=is_at_risk(due_at=state.due_at, at=at),
        locale=state.locale,
        site=state.subsite.title_vi,
        url=reverse("moderation_task", args=(state.pk,)),
        page_id=state.page_id,
        may_decide=judge(reader.actor, state, hands=hands_of_row(state), organisation=reader.organisation),
        is_urgent=bool(state.is_urgent),
        claimed_by=str(state.claimed_by or ""),
        is_mine=reader.actor.user.pk in {state.claimed_by_id, state.assigned_to_id},
    )


def _urgent_task(act: UrgentAct, at: datetime.datetime) -> Task:
    return Task(
        title=act.page_title,
        section=str(getattr(act, "section_title", None) or ""),
        department=_short(act.department),
        step=_("Review afterwards: {kind}").format(kind=act.get_kind_display()),
        requester=str(act.by),
        waiting_since=act.at,
        due_at=act.due_at,
        due_words=urgent_due_words(act.at),
        is_overdue=act.due_at < at,
        is_at_risk=is_at_risk(due_at=act.due_at, at=at),
        locale=act.page.locale.language_code if act.page is not None else "",
        site=act.subsite.title_vi,
        url=reverse("moderation_urgent_act", args=(act.pk,)),
        page_id=act.page_id,
    )


def _drafts(user: User) -> Iterable[Draft]:
    """The person's texts that are not public as they stand and not in review; returned ones first, then newest.

    The same pages as `moderation.queries.drafts_of`, without reading what only their own tables know. One query.
    """
    pages = Page.objects.filter(owner=user).filter(Q(live=False) | Q(has_unpublished_changes=True))
    pages = pages.exclude(pk__in=ReviewState.objects.filter(status="in_progress").values("page_id"))
    rows = outside_bin(pages).select_related("locale").order_by("-latest_revision_created_at", "-pk")
    found = [
        Draft(
            page_id=page.pk,
            title=page.draft_title or page.title,
            locale=page.locale.language_code,
            changed_at=page.latest_revision_created_at,
            is_live=page.live,
            is_returned=page.returned_with is not None,
            comment=page.returned_with or "",
            url=reverse("wagtailadmin_pages:edit", args=(page.pk,)),
        )
        for page in rows.annotate(returned_with=_comment())
    ]
    return sorted(found, key=lambda row: not row.is_returned)


def _comment() -> Subquery:
    """Why a text was sent back that still waits for its writers; NULL for others."""
    waiting = {
        "task_state__workflow_state__status": WorkflowState.STATUS_NEEDS_CHANGES,
        "task_state__workflow_state__current_task_state": F("task_state"),
    }
    rows = Decision.objects.filter(page=OuterRef("pk"), verdict=Verdict.RETURNED, **waiting)
    return Subquery(rows.order_by("-pk").values("comment")[:1])


def _owing(reader: _Reader) -> tuple[Owing, list[OrgUnit]]:
    """The plans of the agencies in which the person writes or oversees. Two queries; none for who does neither."""
    agencies = {reader.organisation.agency[unit] for unit in reader.own_units} | reader.overseen
    if not agencies:
        return Owing(), []
    on = day_of(reader.at)
    within = set(reader.organisation.units_of_agencies(agencies))
    units = [
        unit
        for unit in reader.organisation.units
        if unit.pk in within and unit.is_in_being(on=on) and unit.kind not in AGENCY_KINDS
    ]
    return owing(agencies, units, own=reader.own_units, on=on), units


def _overview(
    reader: _Reader, states: Collection[ReviewState], owed: Owing, units: Iterable[OrgUnit]
) -> Iterable[UnitOverview]:
    """For the standing office and the head of the board: every unit of their agency that supplies texts."""
    agency = reader.organisation.agency
    for unit in units:
        if agency.get(unit.pk) not in reader.overseen or unit.kind in _NOT_SUPPLIERS:
            continue
        own = [state for state in states if state.department_id == unit.pk]
        yield UnitOverview(
            unit=unit,
            open_count=len(own),
            overdue_count=sum(state.due_at < reader.at for state in own),
            at_risk_count=sum(is_at_risk(due_at=state.due_at, at=reader.at) for state in own),
            week_count=owed.week_by_unit.get(unit.pk, 0),
            year_count=owed.year_by_unit.get(unit.pk, 0),
            behind_count=sum(row.is_behind and unit.pk in row.supplier_ids for row in owed.lines),
        )


def _short(unit: OrgUnit) -> str:
    return unit.short_name or unit.name_vi
