"""Who leaves hands over the texts they were reading and the drafts they were writing."""

import pytest
from django.db import DatabaseError, connection, transaction
from wagtail.models import Page

from cms.audit.append_only import append_only_tables, is_protected
from cms.audit.models import AuditEntry
from cms.departments.actions import hand_over
from cms.departments.roles import Role
from cms.kernel.calendar import day_of
from cms.moderation import handover
from cms.moderation.actions import assign, claim
from cms.moderation.models import Approval, Decision
from tests.factories.departments import MembershipFactory, member_of
from tests.factories.moderation import AT, Newsroom, a_newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Newsroom:
    return a_newsroom()


def test_a_step_goes_to_the_heir_who_may_decide_it(room: Newsroom) -> None:
    state = room.submitted(room.draft())
    claim(state=state, by=room.head, at=AT)
    moved = hand_over(person=room.head, to=room.second_head, last_day=day_of(AT), by=room.office, at=AT)
    state.refresh_from_db()
    assert (state.claimed_by, state.assigned_to) == (room.second_head, room.second_head)
    assert moved["tasks"] == 1
    assert set(room.head.memberships.values_list("valid_to", flat=True)) == {day_of(AT)}


def test_a_step_is_free_again_when_the_heir_may_not_decide_it(room: Newsroom) -> None:
    state = room.submitted(room.draft())
    claim(state=state, by=room.head, at=AT)
    hand_over(person=room.head, to=member_of(room.division, Role.CONTRIBUTOR), by=room.office, at=AT)
    state.refresh_from_db()
    assert (state.claimed_by, state.assigned_to) == (None, None)
    assert state.is_open


def test_a_writer_never_inherits_the_review_of_their_own_text(room: Newsroom) -> None:
    MembershipFactory(person=room.writer, unit=room.division, role=Role.DEPARTMENT_HEAD)
    state = room.submitted(room.draft())
    assign(state=state, to=room.head, by=room.office, at=AT)
    hand_over(person=room.head, to=room.writer, by=room.office, at=AT)
    state.refresh_from_db()
    assert (state.claimed_by, state.assigned_to) == (None, None)


def test_drafts_and_locks_go_to_the_heir(room: Newsroom) -> None:
    page, heir = room.draft(), member_of(room.division, Role.CONTRIBUTOR)
    page.locked, page.locked_by = True, room.writer
    page.save(update_fields=["locked", "locked_by"])
    moved = hand_over(person=room.writer, to=heir, by=room.office, at=AT)
    page.refresh_from_db()
    assert (page.owner, page.locked) == (heir, False)
    assert moved["drafts"] == 1
    assert AuditEntry.objects.get(action="page.handed_over").by == room.office
    # Roles stay where only the work goes.
    assert set(room.writer.memberships.values_list("valid_to", flat=True)) == {None}


def test_what_was_given_to_somebody_else_meanwhile_stays_theirs(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lists of what somebody holds are read before the rows are locked."""
    state, page = room.submitted(room.draft()), room.draft()
    claim(state=state, by=room.head, at=AT)
    states, pages = list(handover._steps_of(room.head)), list(handover._drafts_of(room.writer))
    assign(state=state, to=room.second_head, by=room.office, at=AT)
    Page.objects.filter(pk=page.pk).update(owner=room.office)

    monkeypatch.setattr(handover, "_steps_of", lambda person: states)
    monkeypatch.setattr(handover, "_drafts_of", lambda person: pages)
    handover.move_steps(room.head, member_of(room.division, Role.DEPARTMENT_HEAD), None, AT)
    handover.move_drafts(room.writer, room.second_head, None, AT)
    state.refresh_from_db()
    assert (state.claimed_by, state.assigned_to) == (room.second_head, room.second_head)
    assert Page.objects.get(pk=page.pk).owner == room.office
    assert not AuditEntry.objects.filter(action="page.handed_over", target_id=str(page.pk)).exists()


def sql(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_to_change_a_decision_and_an_approval(room: Newsroom) -> None:
    for model in (Decision, Approval):
        assert model._meta.db_table in append_only_tables()
        assert is_protected(connection, model._meta.db_table)
    state = room.submitted(room.draft())
    while state is not None:
        state = room.approve(state)
    decisions, approvals = Decision._meta.db_table, Approval._meta.db_table
    before = list(Decision.objects.values()), list(Approval.objects.values())
    assert all(before)
    for forged in (
        f"UPDATE {decisions} SET verdict = 'returned'",
        f"UPDATE {decisions} SET content_hash = 'forged'",
        f"UPDATE {decisions} SET revision_id = revision_id + 1",
        f"UPDATE {approvals} SET revision_id = revision_id + 1",
        f"UPDATE {approvals} SET content_hash = 'forged', page_id = NULL",
        f"DELETE FROM {approvals}",
        f"DELETE FROM {decisions}",
    ):
        with pytest.raises(DatabaseError, match="only added"):
            sql(forged)
    assert (list(Decision.objects.values()), list(Approval.objects.values())) == before


def test_a_decision_outlives_what_it_was_about(room: Newsroom) -> None:
    page = room.draft()
    state = room.submitted(page)
    while state is not None:
        state = room.approve(state)
    count = Decision.objects.count()
    type(page).objects.get(pk=page.pk).delete()
    assert Decision.objects.filter(page=None, revision=None).count() == count
    assert Approval.objects.get().page is None
