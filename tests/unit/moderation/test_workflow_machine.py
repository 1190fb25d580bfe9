"""A newsroom at random: whatever people try, in whatever order, the public reads only what was approved.

Each step is somebody trying something at the doors of moderation. Steps that were refused must have changed
nothing; steps that were not are counted, and printed in the slow run.
"""

import datetime
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar
from unittest import mock

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from wagtail.models import Revision

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.departments.actions import delegate, end_delegation
from cms.departments.models import Delegation, Membership
from cms.departments.policy import actor_of, may
from cms.departments.roles import Role
from cms.kernel.calendar import day_of
from cms.kernel.errors import DomainError
from cms.moderation.access import may_edit_in_step
from cms.moderation.actions import (
    approve,
    assign,
    claim,
    publish_urgently,
    release,
    review_urgent_act,
    send_back,
    submit,
    sync_workflows,
    withdraw_submission,
    withdraw_urgently,
)
from cms.moderation.hands import hands_of_step
from cms.moderation.hashing import content_hash, live_hash
from cms.moderation.models import Approval, Decision, ReviewState, UrgentAct
from cms.moderation.queries import deciders_of, open_state_of
from cms.moderation.steps import Step, Verdict
from cms.pages.actions import withdraw
from cms.publishing.jobs import publish_scheduled
from news.actions import Byline
from news.models import ArticlePage
from tests.factories.moderation import Newsroom, a_newsroom, reading
from tests.factories.pages import ArticlePageFactory

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
START = datetime.datetime(2026, 3, 11, 2, 30, tzinfo=datetime.UTC)
MOST_PAGES = 4
number = st.integers(min_value=0, max_value=1000)


class Moderation(RuleBasedStateMachine):
    """Somebody tries something."""

    room: ClassVar[Newsroom]
    ran: ClassVar[Counter[str]]
    changed: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self.rows = transaction.atomic()
        self.rows.__enter__()
        self.now = START
        self.clock = mock.patch("django.utils.timezone.now", side_effect=lambda: self.now)
        self.clock.start()
        self.pages: list[int] = []
        self.seen: dict[int, dict[str, Any]] = {}

    def teardown(self) -> None:
        self.clock.stop()
        transaction.set_rollback(True)
        self.rows.__exit__(None, None, None)

    # What people may choose from.

    def page(self, which: int) -> ArticlePage:
        page: ArticlePage = ArticlePage.objects.get(pk=self.pages[which % len(self.pages)])
        return page

    def person(self, who: int) -> User:
        return self.room.everybody[who % len(self.room.everybody)]

    def open_states(self) -> list[ReviewState]:
        return list(ReviewState.objects.filter(status="in_progress").order_by("pk"))

    def snapshot(self) -> tuple[Any, ...]:
        columns = ("pk", "live", "live_revision_id", "latest_revision_id", "title", "summary", "department_id")
        return (
            list(ArticlePage.objects.order_by("pk").values_list(*columns)),
            list(ReviewState.objects.order_by("pk").values_list("pk", "status", "claimed_by", "assigned_to")),
            Decision.objects.count(),
            Approval.objects.count(),
            Revision.objects.count(),
            AuditEntry.objects.count(),
            list(UrgentAct.objects.order_by("pk").values_list("pk", "reviewed_by")),
            Delegation.objects.count(),
        )

    def attempt(self, name: str, act: Callable[[], Any]) -> Any:
        """Do it; a refusal changes nothing."""
        self.ran[name] += 1
        before = self.snapshot()
        try:
            result = act()
        except DomainError:
            assert self.snapshot() == before
            return None
        self.changed[name] += self.snapshot() != before
        return result

    # Writing, at the doors of `cms.pages`: who may edit, in which step.

    @initialize()
    def first_texts(self) -> None:
        for who in range(2):
            self.write(who=who, section=who, own=0)
            self.go_on(which=who, who=who)

    @precondition(lambda self: len(self.pages) < MOST_PAGES)
    @rule(who=number, section=number, own=number)
    def write(self, who: int, section: int, own: int) -> None:
        room = self.room
        writer = [room.writer, room.head, room.second_head, room.member, room.board_head][who % 5]
        key = ["news", "events"][section % 2]
        unit = [room.division, room.division, room.other_division][own % 3]

        def act() -> ArticlePage:
            page: ArticlePage = ArticlePageFactory(
                section_page=room.site.sections[key]["vi"],
                department=unit,
                by=writer,
                at=self.now,
                authors=[Byline(name=str(writer), account=writer)],
            )
            return page

        page = self.attempt("write", act)
        self.pages.append(page.pk)

    def may_edit(self, person: User, page: ArticlePage) -> bool:
        state = open_state_of(page)
        if state is not None:
            return bool(may_edit_in_step(actor_of(person, at=self.now), state))
        return bool(may(person, "submit_page", target=page, at=self.now))

    @rule(which=number, who=number, hours=st.sampled_from([None, None, None, 2, 30]))
    def edit(self, which: int, who: int, hours: int | None) -> None:
        page, person = self.page(which), self.person(who)
        if not self.may_edit(person, page):
            return

        def act() -> None:
            draft = page.get_latest_revision_as_object()
            draft.summary = f"Sửa lần {Revision.objects.count()}."
            draft.go_live_at = self.now + hours * HOUR if hours else None
            draft.save_revision(user=person, clean=False)

        self.attempt("edit", act)

    @rule(which=number)
    def autosave(self, which: int) -> None:
        """The form of whoever saved last is still open and saves over its own draft."""
        page = self.page(which)
        latest = page.get_latest_revision()
        person = latest.user
        if person is None or not self.may_edit(person, page):
            return

        def act() -> None:
            draft = page.get_latest_revision_as_object()
            draft.summary = f"Tự lưu {Revision.objects.count()} {self.now:%H%M%S}."
            draft.save_revision(user=person, overwrite_revision=latest, clean=False)

        self.attempt("autosave", act)

    @rule(which=number, own=number)
    def give_away(self, which: int, own: int) -> None:
        """The office files a text that is not public, scheduled perhaps, under another unit."""
        units = [self.room.division, self.room.other_division]
        page = self.page(which)
        if not page.live:
            rows = ArticlePage.objects.filter(pk=page.pk)
            self.attempt("give away", lambda: rows.update(department=units[own % 2]))

    # The way of a text.

    @rule(which=number, who=number)
    def submit(self, which: int, who: int) -> None:
        page, person = self.page(which), self.person(who)
        self.attempt("submit", lambda: submit(page=page, declared_not_secret=True, by=person, at=self.now))

    @rule(which=number, who=number)
    def take_back(self, which: int, who: int) -> None:
        page, person = self.page(which), self.person(who)
        self.attempt("take back", lambda: withdraw_submission(page=page, reason="Thôi.", by=person, at=self.now))

    @rule(which=number, who=number)
    def go_on(self, which: int, who: int) -> None:
        """What most people do most days: the owner submits, whoever's turn it is approves."""
        page = self.page(which)
        state = open_state_of(page)
        if state is None:
            sender = page.owner if page.owner != self.room.board_head else self.room.writer
            self.attempt("submit", lambda: submit(page=page, declared_not_secret=True, by=sender, at=self.now))
        else:
            self.decide("approve", self.open_states().index(state), who, rightly=True)

    @precondition(lambda self: bool(self.open_states()))
    @rule(which=number)
    def look(self, which: int) -> None:
        """Somebody opens a text; a decision made later names what stood there now."""
        states = self.open_states()
        state = states[which % len(states)]
        self.seen[state.pk] = reading(state)
        self.ran["look"] += 1

    @precondition(lambda self: bool(self.open_states()))
    @rule(which=number, who=number, rightly=st.sampled_from([True, True, True, False]))
    def approve(self, which: int, who: int, rightly: bool) -> None:
        self.decide("approve", which, who, rightly=rightly)

    @precondition(lambda self: bool(self.open_states()))
    @rule(which=number, who=number, rightly=st.sampled_from([True, False]))
    def send_back(self, which: int, who: int, rightly: bool) -> None:
        self.decide("send back", which, who, rightly=rightly)

    def decide(self, name: str, which: int, who: int, *, rightly: bool) -> None:
        """By somebody who may, having read the newest draft; or by anybody, having read what they read."""
        states = self.open_states()
        state = states[which % len(states)]
        able = deciders_of(state, self.now)
        person = able[who % len(able)] if rightly and able else self.person(who)
        seen = reading(state) if rightly else self.seen.get(state.pk, reading(state))
        hands, newest = hands_of_step(state), state.page.get_latest_revision()
        if name == "approve":
            decision = self.attempt(name, lambda: approve(state=state, by=person, at=self.now, **seen))
        else:
            decision = self.attempt(name, lambda: send_back(state=state, reason="Sai.", by=person, at=self.now, **seen))
        if rightly and able:
            assert decision is not None
        if decision is not None:
            assert person in able
            assert person.pk not in hands.writers
            own_edit = person.pk == hands.last_editor
            assert not own_edit or (state.step == Step.TECHNICAL_EDIT and hands.last_edit_in_step)
            assert decision.revision_id == newest.pk == seen["revision_id"]
            assert decision.content_hash == seen["content_hash"]

    @precondition(lambda self: bool(self.open_states()))
    @rule(which=number, who=number, by=number, what=number)
    def pass_around(self, which: int, who: int, by: int, what: int) -> None:
        states = self.open_states()
        state, person, giver = states[which % len(states)], self.person(who), self.person(by)
        acts: list[Callable[[], Any]] = [
            lambda: claim(state=state, by=person, at=self.now),
            lambda: release(state=state, by=person, at=self.now),
            lambda: assign(state=state, to=person, by=giver, at=self.now),
        ]
        self.attempt("claim, release, assign", acts[what % 3])

    # Around the way of a text.

    @rule(which=number, who=number, rightly=st.booleans())
    def publish_at_once(self, which: int, who: int, rightly: bool) -> None:
        page = self.page(which)
        person = self.room.board_head if rightly else self.person(who)
        revision = page.get_latest_revision()
        act = self.attempt(
            "publish urgently",
            lambda: publish_urgently(page=page, revision_id=revision.pk, reason="Khẩn.", by=person, at=self.now),
        )
        if act is not None:
            assert person.pk not in {page.owner_id, revision.user_id}

    @rule(which=number, who=number)
    def withdraw_at_once(self, which: int, who: int) -> None:
        page, person = self.page(which), self.person(who)
        self.attempt("withdraw urgently", lambda: withdraw_urgently(page=page, reason="Khẩn.", by=person, at=self.now))

    @rule(which=number)
    def withdraw_by_the_office(self, which: int) -> None:
        page = self.page(which)
        self.attempt("withdraw", lambda: withdraw(page=page, reason="Tin cũ.", by=self.room.office, at=self.now))

    @precondition(lambda self: UrgentAct.objects.filter(reviewed_by=None).exists())
    @rule(who=number)
    def review_act(self, who: int) -> None:
        act = UrgentAct.objects.filter(reviewed_by=None).first()
        person = self.person(who)
        assert act is not None
        reviewed = self.attempt(
            "review urgent act",
            lambda: review_urgent_act(act=act, verdict="upheld", comment="", by=person, at=self.now),
        )
        assert reviewed is None or person.pk != act.by_id

    @rule(which=number, hours=st.sampled_from([2, 30]))
    def date_it(self, which: int, hours: int) -> None:
        """The owner dates a text, and it passes every step at once: left to chance, another edit comes between."""
        page = self.page(which)
        owner = page.owner
        if page.live or open_state_of(page) is not None or not self.may_edit(owner, page):
            return

        def act() -> None:
            draft = page.get_latest_revision_as_object()
            draft.go_live_at = self.now + hours * HOUR
            draft.save_revision(user=owner, clean=False)

        self.attempt("date", act)
        for _step in range(4):
            self.go_on(which=which, who=which)

    @rule(hours=st.integers(min_value=1, max_value=40))
    def time_passes(self, hours: int) -> None:
        self.now += hours * HOUR
        self.attempt("time passes, the schedule runs", lambda: publish_scheduled(self.now))

    @rule(who=number, whose=number, days=st.integers(min_value=0, max_value=3))
    def let_somebody_act(self, who: int, whose: int, days: int) -> None:
        memberships = list(Membership.objects.filter(role__in=[Role.DEPARTMENT_HEAD, Role.BOARD_MEMBER]).order_by("pk"))
        membership, person, today = memberships[whose % len(memberships)], self.person(who), day_of(self.now)
        until = today + datetime.timedelta(days=days)
        self.attempt(
            "delegate",
            lambda: delegate(
                membership=membership, to=person, valid_from=today, valid_to=until, reason="Nghỉ", by=None, at=self.now
            ),
        )

    @precondition(lambda self: Delegation.objects.exists())
    @rule(which=number)
    def end_acting(self, which: int) -> None:
        rows = list(Delegation.objects.order_by("pk"))
        row = rows[which % len(rows)]
        self.attempt("end delegation", lambda: end_delegation(delegation=row, on=row.valid_from, by=None, at=self.now))

    # What must hold, whatever happened.

    @invariant()
    def what_is_live_is_what_was_approved(self) -> None:
        for page in ArticlePage.objects.filter(pk__in=self.pages, live=True):
            approval = Approval.objects.filter(page_id=page.pk, revision_id=page.live_revision_id).first()
            assert approval is not None, f"page {page.pk} is live without an approval"
            assert live_hash(page) == approval.content_hash == content_hash(page.live_revision)

    @invariant()
    def each_step_is_decided_once_and_logged_once(self) -> None:
        decided = Decision.objects.count()
        assert Decision.objects.values("task_state").distinct().count() == decided
        rows = AuditEntry.objects.filter(action__in=["moderation.approved", "moderation.returned"])
        assert rows.count() == decided
        assert not ReviewState.objects.filter(status="in_progress", decision__isnull=False).exists()

    @invariant()
    def a_text_has_one_open_step_at_most(self) -> None:
        pages = [state.page_id for state in self.open_states()]
        assert len(pages) == len(set(pages))

    @invariant()
    def the_board_approves_only_what_passed_every_step_of_its_round(self) -> None:
        for approval in Approval.objects.filter(decision__isnull=False).select_related("decision__task_state"):
            decision = approval.decision
            state = decision.task_state if decision is not None else None
            if decision is None or state is None:
                continue
            steps: list[str] = []
            for made in Decision.objects.filter(
                task_state__workflow_state=state.workflow_state_id, pk__lte=decision.pk
            ).order_by("pk"):
                steps = [] if made.verdict == Verdict.RETURNED else [*steps, made.step]
            wanted = state.workflow_state.workflow.derived_from.steps.split(",")
            assert steps == wanted

    @invariant()
    def nothing_was_published_outside_the_workflow(self) -> None:
        outside = AuditEntry.objects.filter(
            action="page.published_outside_workflow", target_id__in=[str(pk) for pk in self.pages]
        )
        assert not outside.exists()


@pytest.fixture
def machine() -> type[Moderation]:
    """The machine over a newsroom whose second section has the technical edit."""
    room = a_newsroom(sections=("news", "events"))
    section = room.site.sections["events"]["vi"].section
    room.site.subsite.moderation_rules.create(section=section, technical_edit=True)
    sync_workflows(subsite=room.site.subsite, by=None, at=START)
    Moderation.room, Moderation.ran, Moderation.changed = room, Counter(), Counter()
    return Moderation


def run(machine: type[Moderation], *, examples: int, steps: int, derandomize: bool) -> None:
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=derandomize,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],  # a step costs tens of milliseconds: shrinking would take longer than reading
    )
    run_state_machine_as_test(machine, settings=chosen)


@pytest.mark.requirement("R069", "R071")
def test_whatever_people_try_the_public_reads_what_was_approved(machine: type[Moderation]) -> None:
    run(machine, examples=18, steps=30, derandomize=True)
    assert sum(machine.ran.values()) >= 300
    assert machine.changed["approve"] > 10, machine.changed
    assert Approval.objects.count() == 0  # every run was taken back


@pytest.mark.slow
@pytest.mark.timeout(5400)
def test_whatever_people_try_in_ten_thousand_steps_that_change_something(
    machine: type[Moderation], capsys: pytest.CaptureFixture[str]
) -> None:
    rounds = 0
    while sum(machine.changed.values()) < 10_000:
        run(machine, examples=60, steps=60, derandomize=False)
        rounds += 1
        assert rounds < 40, machine.changed
    with capsys.disabled():
        sys.stdout.write(f"\n{sum(machine.changed.values())} steps changed something:\n")
        for name, times in machine.ran.most_common():
            sys.stdout.write(f"  {name:32} tried {times:6}  changed {machine.changed[name]:6}\n")
    assert all(machine.changed[name] for name in machine.ran if name != "look")
