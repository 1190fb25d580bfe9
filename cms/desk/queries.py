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
from cms.departments.models import OrgUnit
from cms.departments.policy import Actor, actor_of
from cms.departments.queries import AGENCY_KINDS
from cms.departments.roles import Role
from cms.departments.standing import Organisation, read_organisation
from cms.desk.rows import Desk, Draft, Task, UnitOverview
from cms.editorial.models import Section
from cms.editorial.owing import Owing, owing
from cms.kernel.calendar import day_of
from cms.moderation.access import capacities, judge
from cms.moderation.hands import hands_of_row, with_last_edit
from cms.moderation.models import Decision, ReviewState, UrgentAct
from cms.moderation.queries import BOARD, open_states_for
from cms.moderation.rules import is_at_risk
from cms.moderation.steps import Verdict
from cms.moderation.words import due_words, urgent_due_words

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
    """Tasks (overdue first, then at risk, then by due date), what others must decide, drafts, and what is owed."""
    reader = _Reader(actor_of(user, at=at), read_organisation(), at)
    tasks, waiting, states = _tasks(reader)
    owed, units = _owing(reader)
    own = reader.own_units
    is_office = reader.actor.has(Role.STANDING_OFFICE)
    lines = tuple(row for row in owed.lines if row.supplier_ids & own or (row.for_standing_office and is_office))
    return Desk(
        tasks=tuple(tasks),
        waiting=tuple(waiting),
        drafts=tuple(_drafts(user)),
        lines=tuple(sorted(lines, key=lambda row: (not row.owed, not row.is_behind))),
        units=tuple(_overview(reader, states, owed, units)),
        has_units=bool(own),
    )


def _tasks(reader: _Reader) -> tuple[list[Task], list[Task], list[ReviewState]]:
    """The person's tasks, what of theirs waits for others, and every step read: one query, and one for urgent acts.

    The same steps as `moderation.queries.tasks_for` and `waiting_for_others` answer, read together.
    """
    user = reader.actor.user
    wanted = open_states_for(reader.actor, reader.organisation) | ReviewState.objects.filter(
        Q(requester=user) | Q(page__owner=user) | Q(department__in=_units_of(reader)), status="in_progress"
    )
    related = ("department", "subsite", "requester", "claimed_by", "page")
    states = list(with_last_edit(_titled(wanted)).select_related(*related))
    tasks, waiting = [], []
    for state in states:
        if capacities(reader.actor, state, reader.organisation):
            tasks.append(_task(reader, state))
        if user.pk in {state.requester_id, state.page.owner_id}:
            waiting.append(_task(reader, state))
    tasks += [_urgent_task(act, reader.at) for act in _acts(reader)]
    tasks.sort(key=lambda row: (not row.is_overdue, not row.is_at_risk, row.due_at, row.waiting_since))
    waiting.sort(key=lambda row: row.waiting_since)
    return tasks, waiting, states


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
        title=state.page.draft_title or state.page.title,
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

    The same pages as `moderation.queries.drafts_of`, without reading what only their own tables know. Two queries.
    """
    pages = Page.objects.filter(owner=user).filter(Q(live=False) | Q(has_unpublished_changes=True))
    pages = pages.exclude(pk__in=ReviewState.objects.filter(status="in_progress").values("page_id"))
    rows = list(outside_bin(pages).select_related("locale").order_by("-latest_revision_created_at", "-pk"))
    comments = _comments([page.pk for page in rows])
    found = [
        Draft(
            page_id=page.pk,
            title=page.draft_title or page.title,
            locale=page.locale.language_code,
            changed_at=page.latest_revision_created_at,
            is_live=page.live,
            is_returned=page.pk in comments,
            comment=comments.get(page.pk, ""),
            url=reverse("wagtailadmin_pages:edit", args=(page.pk,)),
        )
        for page in rows
    ]
    return sorted(found, key=lambda row: not row.is_returned)


def _comments(page_ids: list[int]) -> dict[int, str]:
    """Why texts were sent back that still wait for their writers, by page."""
    if not page_ids:
        return {}
    waiting = {
        "task_state__workflow_state__status": WorkflowState.STATUS_NEEDS_CHANGES,
        "task_state__workflow_state__current_task_state": F("task_state"),
    }
    rows = Decision.objects.filter(page__in=page_ids, verdict=Verdict.RETURNED, **waiting)
    return dict(rows.values_list("page_id", "comment"))


def _owing(reader: _Reader) -> tuple[Owing, list[OrgUnit]]:
    """The plans of the agencies in which the person writes or oversees. Four queries; none for who does neither."""
    agencies = {reader.organisation.agency[unit] for unit in reader.own_units} | reader.overseen
    if not agencies:
        return Owing(), []
    on = day_of(reader.at)
    within = reader.organisation.units_of_agencies(agencies)
    units = list(OrgUnit.objects.in_being(on=on).filter(pk__in=within).exclude(kind__in=AGENCY_KINDS))
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
