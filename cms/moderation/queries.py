"""What waits for whom, and what was decided. Every list takes the same few queries, however long it is."""

import datetime
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from cms.accounts.models import User
from cms.bin.queries import outside_bin
from cms.departments.due import due_words
from cms.departments.models import Delegation, Membership, OrgUnit
from cms.departments.policy import ALLOWED, Actor, actor_of
from cms.departments.policy import Decision as May
from cms.departments.roles import Role
from cms.departments.standing import Organisation, read_organisation
from cms.editorial.models import Section
from cms.kernel.calendar import day_of
from cms.moderation.access import judge, may_assign
from cms.moderation.first_reading import sections_read_by, states_in
from cms.moderation.hands import hands_of_row, hands_of_step, with_last_edit
from cms.moderation.models import Decision, ReviewState, UrgentAct
from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.reading import read_contexts
from cms.moderation.requirements.registry import found_issues
from cms.moderation.rows import URGENT_REVIEW, DraftRow, TaskRow
from cms.moderation.rules import AGENCY_REVIEWERS, DECIDERS, is_at_risk
from cms.moderation.steps import Step, Verdict
from cms.moderation.words import urgent_due_words
from cms.pages.models import BasePage

BOARD = (Role.BOARD_MEMBER, Role.BOARD_HEAD)


def tasks_for(user: User, at: datetime.datetime) -> list[TaskRow]:
    """The open steps and urgent acts that wait for a person: overdue first, then urgent, at risk, by due date.

    Steps that four eyes forbid them are among them, with the reason: they see why somebody else must decide.
    """
    actor, organisation = actor_of(user, at=at), read_organisation()
    states = list(_with_all(open_states_for(actor, organisation)))
    acts = list(_acts_for(actor, organisation))
    titles = _section_titles([*states, *acts])
    rows = [_row_of_state(state, titles, at=at, may=_may(actor, state, organisation)) for state in states]
    rows += [_row_of_act(act, titles, at=at) for act in acts]
    return sorted(rows, key=_in_order)


def texts_of_sections(user: User, at: datetime.datetime) -> list[TaskRow]:
    """The open steps of texts that a section editor reads first, whoever decides them; in the order of tasks."""
    actor, organisation = actor_of(user, at=at), read_organisation()
    sections = sections_read_by(actor)
    if not sections:
        return []
    states = list(_with_all(ReviewState.objects.filter(states_in(sections), status="in_progress")))
    titles = _section_titles(states)
    rows = [_row_of_state(state, titles, at=at, may=_may(actor, state, organisation)) for state in states]
    return sorted(rows, key=_in_order)


def texts_of_agency(user: User, at: datetime.datetime) -> list[TaskRow]:
    """The open steps that a person may give to somebody, whoever decides them; in the order of tasks (R007, R008)."""
    actor, organisation = actor_of(user, at=at), read_organisation()
    states = [
        state for state in _with_all(ReviewState.objects.filter(status="in_progress")) if may_assign(actor, state)
    ]
    titles = _section_titles(states)
    rows = [_row_of_state(state, titles, at=at, may=_may(actor, state, organisation)) for state in states]
    return sorted(rows, key=_in_order)


def _in_order(row: TaskRow) -> tuple[bool, bool, bool, datetime.datetime, datetime.datetime]:
    """What a person should look at first comes first."""
    return not row.is_overdue, not row.is_urgent, not row.is_at_risk, row.due_at, row.waiting_since


def waiting_for_others(user: User, at: datetime.datetime) -> list[TaskRow]:
    """The open steps of texts the person submitted or owns, which others must decide; the longest waiting first."""
    actor, organisation = actor_of(user, at=at), read_organisation()
    own = ReviewState.objects.filter(Q(requester=user) | Q(page__owner=user), status="in_progress")
    states = list(_with_all(own))
    titles = _section_titles(states)
    rows = [_row_of_state(state, titles, at=at, may=_may(actor, state, organisation)) for state in states]
    return sorted(rows, key=lambda row: row.waiting_since)


def drafts_of(user: User) -> list[DraftRow]:
    """The person's own texts that are not public as they stand and not in review; returned ones first, then newest."""
    pages = Page.objects.filter(owner=user).filter(Q(live=False) | Q(has_unpublished_changes=True))
    pages = pages.exclude(pk__in=ReviewState.objects.filter(status="in_progress").values("page_id"))
    specific = [page for page in outside_bin(pages).specific() if isinstance(page, BasePage)]
    units = OrgUnit.objects.in_bulk({page.department_id for page in specific})
    locales = dict(Page.objects.filter(pk__in=[p.pk for p in specific]).values_list("pk", "locale__language_code"))
    returned = _returned_comments([page.pk for page in specific])
    rows = [
        DraftRow(
            page_id=page.pk,
            title=page.get_admin_display_title(),
            department=units[page.department_id],
            locale=locales[page.pk],
            changed_at=page.latest_revision_created_at,
            is_live=page.live,
            is_returned=page.pk in returned,
            returned_comment=returned.get(page.pk, ""),
        )
        for page in specific
    ]
    long_ago = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    rows.sort(key=lambda row: row.changed_at or long_ago, reverse=True)
    return sorted(rows, key=lambda row: not row.is_returned)


def history_of(page: Page) -> QuerySet[Decision]:
    """Every decision about a page, oldest first, with persons, units, and in whose place they were made."""
    rows: QuerySet[Decision] = Decision.objects.filter(page_id=page.pk).order_by("at", "id")
    return rows.select_related("by", "unit", "acting_for__membership__person", "revision")


def deciders_of(state: ReviewState, at: datetime.datetime) -> list[User]:
    """Who may decide an open step now: holders and acting persons, without those whom four eyes forbid it."""
    on, organisation, hands = day_of(at), read_organisation(), hands_of_step(state)
    roles = AGENCY_REVIEWERS | DECIDERS[state.step]
    held = Membership.objects.in_force(on=on).filter(role__in=roles).values_list("person_id", flat=True)
    acting = Delegation.objects.in_force(on=on).filter(membership__role__in=roles).values_list("to_user_id", flat=True)
    people = User.objects.filter(Q(pk__in=held) | Q(pk__in=acting), is_active=True).order_by("display_name", "pk")
    return [
        person for person in people if judge(actor_of(person, at=at), state, hands=hands, organisation=organisation)
    ]


def open_state_of(page: Page) -> ReviewState | None:
    """The open step of a page, or None."""
    rows = ReviewState.objects.filter(page_id=page.pk, status="in_progress")
    related = ("department", "subsite__unit", "requester", "claimed_by", "page")
    state: ReviewState | None = rows.select_related(*related).first()
    return state


def issues_of(page: BasePage, *, at: datetime.datetime, declared_not_secret: bool | None = None) -> list[Issue]:
    """What is missing of a draft, by the levels of its site and section; blocking first. Seven queries at most.

    `declared_not_secret` None: nobody was asked yet, the draft is only shown.
    """
    return issues_of_drafts([page], at=at, declared_not_secret=declared_not_secret)[0]


def issues_of_drafts(
    pages: Sequence[BasePage], *, at: datetime.datetime, declared_not_secret: bool | None = None
) -> list[list[Issue]]:
    """The same of many drafts, in their order: hardly more queries than of one (`requirements.reading`)."""
    contexts = read_contexts(pages, at=at, declared_not_secret=declared_not_secret)
    return [found_issues(page, context) for page, context in zip(pages, contexts, strict=True)]


def open_states_for(actor: Actor, organisation: Organisation) -> QuerySet[ReviewState]:
    """The open steps whose turn the actor's roles make it theirs, own texts included. No query is run."""
    heads = organisation.units_below(set(actor.units_as(Role.DEPARTMENT_HEAD)))
    office = [
        unit
        for unit in organisation.units_of_agencies(set(actor.units_as(Role.STANDING_OFFICE)))
        if organisation.is_agency(unit)
    ]
    edit = organisation.units_of_agencies(set(actor.units_as(Role.SECRETARIAT)))
    board = organisation.units_of_agencies(set(actor.units_as(*BOARD)))
    theirs = (
        Q(step=Step.DEPARTMENT_REVIEW, department__in={*heads, *office})
        | Q(step=Step.TECHNICAL_EDIT, subsite__unit__in=edit)
        | Q(step=Step.BOARD_APPROVAL, subsite__unit__in=board)
    )
    states: QuerySet[ReviewState] = ReviewState.objects.filter(theirs, status="in_progress")
    return states


def _may(actor: Actor, state: ReviewState, organisation: Organisation) -> May:
    return judge(actor, state, hands=hands_of_row(state), organisation=organisation)


def _with_all(states: QuerySet[ReviewState]) -> QuerySet[ReviewState]:
    related = ("department", "subsite__unit", "requester", "claimed_by", "assigned_to", "page")
    return with_last_edit(states).select_related(*related)


def _acts_for(actor: Actor, organisation: Organisation) -> QuerySet[UrgentAct]:
    board = organisation.units_of_agencies(set(actor.units_as(*BOARD)))
    open_acts = UrgentAct.objects.filter(reviewed_by__isnull=True, subsite__unit__in=board).exclude(by=actor.user)
    return open_acts.select_related("department", "subsite", "by", "page__locale")


def _section_titles(rows: Iterable[ReviewState | UrgentAct]) -> dict[tuple[int, str], str]:
    """Titles of the sections of the rows, by site and key. One query."""
    wanted = {(row.subsite_id, row.section_key) for row in rows if row.section_key}
    sections = Section.objects.filter(key__in={key for _site, key in wanted})
    language = get_language() or "vi"
    return {(section.subsite_id, section.key): section.title(language) for section in sections}


def _row_of_state(
    state: ReviewState, titles: dict[tuple[int, str], str], *, at: datetime.datetime, may: May
) -> TaskRow:
    return TaskRow(
        page_id=state.page_id,
        title=state.page.draft_title or state.page.title,
        section=titles.get((state.subsite_id, state.section_key), ""),
        department=state.department,
        step=state.step,
        step_label=state.get_step_display(),
        requester=state.requester,
        waiting_since=state.opened_at,
        due_at=state.due_at,
        due_words=due_words(state.due_basis),
        is_overdue=state.due_at < at,
        is_at_risk=is_at_risk(due_at=state.due_at, at=at),
        may_decide=may,
        locale=state.locale,
        site_key=state.subsite.key,
        is_urgent=bool(state.is_urgent),
        claimed_by=state.claimed_by,
        assigned_to=state.assigned_to,
        state_id=state.pk,
    )


def _row_of_act(act: UrgentAct, titles: dict[tuple[int, str], str], *, at: datetime.datetime) -> TaskRow:
    return TaskRow(
        page_id=act.page_id,
        title=act.page_title,
        section=titles.get((act.subsite_id, act.section_key), ""),
        department=act.department,
        step=URGENT_REVIEW,
        step_label=_("review of an urgent act: {kind}").format(kind=act.get_kind_display()),
        requester=act.by,
        waiting_since=act.at,
        due_at=act.due_at,
        due_words=urgent_due_words(act.at),
        is_overdue=act.due_at < at,
        is_at_risk=is_at_risk(due_at=act.due_at, at=at),
        may_decide=ALLOWED,
        locale=act.page.locale.language_code if act.page is not None else "",
        site_key=act.subsite.key,
        act_id=act.pk,
    )


def _returned_comments(page_ids: list[int]) -> dict[int, str]:
    """Why texts were sent back that still wait for their writers, by page. One query."""
    waiting = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_NEEDS_CHANGES, object_id__in=[str(pk) for pk in page_ids]
    ).values("current_task_state_id")
    rows = Decision.objects.filter(task_state__in=waiting, verdict=Verdict.RETURNED, page__in=page_ids)
    return dict(rows.values_list("page_id", "comment"))
