"""Approving and sending back: whose step, which revision, once; a refusal changes nothing."""

import datetime
from typing import Any

import pytest
from wagtail.models import WorkflowState

from cms.audit.errors import AppendOnlyLog
from cms.audit.models import AuditEntry
from cms.departments.actions import delegate
from cms.departments.models import Membership
from cms.departments.roles import Role
from cms.moderation.actions import approve, send_back, submit
from cms.moderation.errors import (
    AlreadyDecided,
    Incomplete,
    NewerDraft,
    NotInReview,
    NotYourStep,
    OwnText,
    ReasonMissing,
)
from cms.moderation.handover import move_drafts
from cms.moderation.models import Approval, Decision
from cms.moderation.queries import deciders_of, open_state_of
from cms.moderation.registry import Decided, Returned, subscribe, unsubscribe
from cms.moderation.requirements import registry as requirements
from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Requirement
from news.models import ArticlePage
from tests.factories.accounts import UserFactory
from tests.factories.departments import MembershipFactory
from tests.factories.moderation import AT, Newsroom, a_newsroom, open_step_of, reading

pytestmark = pytest.mark.django_db
LATER = AT + datetime.timedelta(hours=1)
OUTSIDERS = ["writer", "other_head", "secretary", "member", "board_head", "office", "administrator"]


@pytest.mark.requirement("R070")
@pytest.mark.parametrize("who", OUTSIDERS)
def test_only_a_head_of_the_texts_department_decides_its_first_step(room: Newsroom, refused: Any, who: str) -> None:
    state = room.submitted()
    with refused(NotYourStep):
        approve(state=state, by=getattr(room, who), at=AT, **reading(state))
    with refused(NotYourStep):
        send_back(state=state, reason="Sai", by=getattr(room, who), at=AT)


@pytest.mark.parametrize("who", ["writer", "head", "other_head", "secretary", "office", "administrator"])
def test_only_the_board_decides_the_last_step(room: Newsroom, refused: Any, who: str) -> None:
    state = room.at_board()
    with refused(NotYourStep):
        approve(state=state, by=getattr(room, who), at=AT, **reading(state))


def test_a_superuser_decides_nothing_by_being_one(room: Newsroom, refused: Any) -> None:
    state = room.submitted()
    with refused(NotYourStep):
        approve(state=state, by=UserFactory(admin=True), at=AT, **reading(state))


def test_a_closed_account_decides_nothing(room: Newsroom, refused: Any) -> None:
    state = room.submitted()
    room.head.is_active = False
    room.head.save()
    with refused(NotYourStep):
        approve(state=state, by=room.head, at=AT, **reading(state))


@pytest.mark.requirement("R071")
def test_a_head_does_not_decide_what_they_wrote(room: Newsroom, refused: Any) -> None:
    page = room.draft(by=room.head)
    submit(page=page, declared_not_secret=True, by=room.writer, at=AT)
    state = open_step_of(page)
    with refused(OwnText) as caught:
        approve(state=state, by=room.head, at=AT, **reading(state))
    assert str(room.second_head) in str(caught.value)  # and is told who may
    with refused(OwnText):
        send_back(state=state, reason="Sai", by=room.head, at=AT)
    assert approve(state=state, by=room.second_head, at=AT, **reading(state))


def test_a_head_does_not_decide_what_they_submitted_for_another(room: Newsroom, refused: Any) -> None:
    page = room.draft()
    submit(page=page, declared_not_secret=True, by=room.head, at=AT)
    state = open_step_of(page)
    with refused(OwnText):
        approve(state=state, by=room.head, at=AT, **reading(state))


def test_a_head_who_corrects_a_text_leaves_it_to_another_head(room: Newsroom, refused: Any) -> None:
    page = room.draft()
    state = room.submitted(page)
    page.summary = "Đã sửa."
    page.save_revision(user=room.head)
    with refused(OwnText):
        approve(state=state, by=room.head, at=AT, **reading(state))
    assert approve(state=state, by=room.second_head, at=AT, **reading(state)).revision_id == page.latest_revision_id


def test_a_byline_counts_as_writing_even_when_added_in_review(room: Newsroom, refused: Any) -> None:
    page = room.draft()
    state = room.submitted(page)
    page.authors.add(page.authors.model(name="Trưởng phòng", account=room.head, share=0))
    page.save_revision(user=room.second_head, clean=False)
    with refused(OwnText):
        approve(state=state, by=room.head, at=AT, **reading(state))


@pytest.mark.requirement("R069")
def test_the_secretariat_passes_on_its_own_technical_edit_and_the_board_sees_the_result() -> None:
    room = a_newsroom("city")
    page = room.draft()
    state = room.approve(room.submitted(page))
    assert state is not None
    assert state.step == "technical_edit"
    page = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    page.summary = "Đã trình bày lại."
    edited = page.save_revision(user=room.secretary)
    decision = approve(state=state, by=room.secretary, at=AT, **reading(state))
    assert decision.revision == edited
    last = open_step_of(page)
    final = approve(state=last, by=room.member, at=AT, **reading(last))
    live = ArticlePage.objects.get(pk=page.pk)
    assert (live.summary, live.live_revision_id, final.revision_id) == ("Đã trình bày lại.", edited.pk, edited.pk)


def test_a_newer_draft_is_refused_with_both_revisions(room: Newsroom, refused: Any) -> None:
    page = room.draft()
    state = room.submitted(page)
    seen = reading(state)
    page.summary = "Bản mới hơn."
    newer = page.save_revision(user=room.second_head)
    with refused(NewerDraft) as caught:
        approve(state=state, by=room.head, at=AT, **seen)
    assert caught.value.params == {"revision_id": newer.pk, "seen_revision_id": seen["revision_id"]}
    with refused(NewerDraft):
        send_back(state=state, reason="Sai", by=room.head, at=AT, **seen)


def test_the_same_revision_with_another_content_is_a_newer_draft(room: Newsroom, refused: Any) -> None:
    state = room.submitted()
    seen = reading(state)
    revision = state.page.get_latest_revision()
    revision.content["title"] = "Tráo nội dung"
    revision.save()
    with refused(NewerDraft):
        approve(state=state, by=room.head, at=AT, **seen)


def test_autosave_never_writes_over_what_a_reviewer_reads(room: Newsroom) -> None:
    page = room.draft()
    state = room.submitted(page)
    seen = state.page.get_latest_revision()
    page.summary = "Lưu tự động."
    saved = page.save_revision(user=room.writer, overwrite_revision=seen)
    assert saved.pk != seen.pk
    seen.refresh_from_db()
    assert seen.content["summary"] == ""


def test_a_decided_step_tells_who_was_faster(room: Newsroom, refused: Any) -> None:
    state = room.submitted()
    seen = reading(state)
    approve(state=state, by=room.head, at=AT, **seen)
    with refused(AlreadyDecided) as caught:
        approve(state=state, by=room.second_head, at=LATER, **seen)
    params = caught.value.params
    assert (params["by"], params["decided_at"], params["verdict"]) == (room.head, AT, "approved")
    assert str(room.head) in str(caught.value)
    assert "09:30 11/03/2026" in str(caught.value)


def test_what_was_taken_back_cannot_be_decided(room: Newsroom, refused: Any) -> None:
    state = room.submitted()
    seen = reading(state)
    state.workflow_state.cancel(user=room.writer)
    with refused(NotInReview):
        approve(state=state, by=room.head, at=AT, **seen)


def test_a_return_needs_its_reason(room: Newsroom, refused: Any) -> None:
    state = room.submitted()
    with refused(ReasonMissing):
        send_back(state=state, reason="  ", by=room.head, at=AT)


@pytest.mark.requirement("R071")
def test_a_returned_text_is_its_writers_again_and_begins_anew_when_sent_again(room: Newsroom) -> None:
    page = room.draft()
    state = room.at_board(page)
    decision = send_back(state=state, reason="Thiếu nguồn.", by=room.member, at=AT)
    assert (decision.verdict, decision.comment) == ("returned", "Thiếu nguồn.")
    assert open_state_of(page) is None
    assert page.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert not ArticlePage.objects.get(pk=page.pk).live

    page = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    page.summary = "Đã thêm nguồn."
    page.save_revision(user=room.writer)
    submission = submit(page=page, declared_not_secret=True, by=room.writer, at=LATER)
    assert submission.rounds == 2
    again = open_step_of(page)
    assert again.step == "department_review"  # the head has not seen what was changed
    last = room.approve(again, by=room.head, at=LATER)
    assert last is not None
    assert (last.step, room.approve(last, by=room.member, at=LATER)) == ("board_approval", None)
    assert ArticlePage.objects.get(pk=page.pk).summary == "Đã thêm nguồn."
    assert Decision.objects.filter(page_id=page.pk).count() == 4


def test_after_a_return_on_the_city_portal_every_step_is_passed_again() -> None:
    room = a_newsroom("city")
    page = room.draft()
    send_back(state=room.at_board(page), reason="Sai.", by=room.member, at=AT)
    submit(page=page, declared_not_secret=True, by=room.writer, at=LATER)
    state, steps = open_state_of(page), []
    while state is not None:
        steps.append(state.step)
        state = room.approve(state, at=LATER)
    assert steps == ["department_review", "technical_edit", "board_approval"]


@pytest.mark.requirement("R071")
def test_an_acting_head_decides_in_the_heads_place_and_the_decision_says_so(room: Newsroom) -> None:
    membership = Membership.objects.get(person=room.head)
    acting = UserFactory()
    MembershipFactory(person=acting, unit=room.other_division, role=Role.CONTRIBUTOR)
    day = AT.date()
    made = delegate(
        membership=membership, to=acting, valid_from=day, valid_to=day, reason="Đi công tác", by=room.office, at=AT
    )
    state = room.submitted()
    decision = approve(state=state, by=acting, at=AT, **reading(state))
    assert (decision.by, decision.acting_for, decision.role) == (acting, made, Role.DEPARTMENT_HEAD)
    entry = AuditEntry.objects.get(action="moderation.approved")
    assert entry.data["acting_for"] == made.pk


def test_an_acting_head_loses_the_step_the_day_after(room: Newsroom, refused: Any) -> None:
    membership = Membership.objects.get(person=room.head)
    acting = UserFactory()
    MembershipFactory(person=acting, unit=room.other_division, role=Role.CONTRIBUTOR)
    day = AT.date()
    delegate(membership=membership, to=acting, valid_from=day, valid_to=day, reason="Nghỉ", by=room.office, at=AT)
    state = room.submitted()
    with refused(NotYourStep):
        approve(state=state, by=acting, at=AT + datetime.timedelta(days=1), **reading(state))


def test_nobody_decides_a_heads_text_in_that_heads_place(room: Newsroom, refused: Any) -> None:
    membership = Membership.objects.get(person=room.head)
    acting = UserFactory()
    MembershipFactory(person=acting, unit=room.other_division, role=Role.CONTRIBUTOR)
    day = AT.date()
    delegate(membership=membership, to=acting, valid_from=day, valid_to=day, reason="Nghỉ", by=room.office, at=AT)
    page = room.draft(by=room.head)
    submit(page=page, declared_not_secret=True, by=room.writer, at=AT)
    state = open_step_of(page)
    with refused(NotYourStep):
        approve(state=state, by=acting, at=AT, **reading(state))


def test_each_decision_has_one_audit_row_and_each_approval_names_its_content(room: Newsroom) -> None:
    page = room.live()
    rows = AuditEntry.objects.filter(action__startswith="moderation.", target_id=str(page.pk)).order_by("pk")
    assert [row.action for row in rows] == ["moderation.submitted", "moderation.approved", "moderation.approved"]
    approval = Approval.objects.get()
    assert rows[2].data["content_hash"] == approval.content_hash
    assert (rows[2].by, rows[2].at) == (approval.by, approval.at)


def test_subscribers_hear_of_decisions_in_order(room: Newsroom) -> None:
    heard: list[Any] = []
    subscribe(Decided, heard.append)
    subscribe(Returned, heard.append)
    try:
        state = room.submitted()
        second = room.approve(state, by=room.head)
        assert second is not None
        send_back(state=second, reason="Sai.", by=room.member, at=AT)
    finally:
        unsubscribe(Decided, heard.append)
        unsubscribe(Returned, heard.append)
    assert [type(event) for event in heard] == [Decided, Returned]
    assert heard[0].next_state == second


def test_what_a_subscriber_raises_undoes_the_decision(room: Newsroom, refused: Any) -> None:
    state = room.submitted()
    seen = reading(state)

    def fail(event: Any) -> None:
        raise ZeroDivisionError

    subscribe(Decided, fail)
    try:
        with refused(ZeroDivisionError):
            approve(state=state, by=room.head, at=AT, **seen)
    finally:
        unsubscribe(Decided, fail)


def test_what_blocks_is_asked_again_before_a_text_goes_live(
    room: Newsroom, refused: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = room.at_board()
    found = [Issue(key="source", message="Thiếu nguồn tin.")]
    requirement = Requirement(key="source", label="nguồn", check=lambda page, context: found, default_level="warn")
    monkeypatch.setitem(requirements._requirements, "source", requirement)
    with refused(Incomplete) as caught:
        approve(state=state, by=room.member, at=AT, **reading(state))
    assert "Thiếu nguồn tin." in str(caught.value)
    found.clear()
    assert approve(state=state, by=room.member, at=AT, **reading(state))


def test_decisions_and_approvals_cannot_be_changed(room: Newsroom) -> None:
    room.live()
    for row in (Decision.objects.first(), Approval.objects.first()):
        assert row is not None
        with pytest.raises(AppendOnlyLog):
            row.save()
        with pytest.raises(AppendOnlyLog):
            row.delete()
        with pytest.raises(AppendOnlyLog):
            type(row).objects.filter(pk=row.pk).update(at=LATER)
        with pytest.raises(AppendOnlyLog):
            type(row).objects.filter(pk=row.pk).delete()


def test_a_text_without_draft_changes_keeps_its_first_approval_when_it_returns(room: Newsroom) -> None:
    page = room.live()
    page.unpublish()
    again = ArticlePage.objects.get(pk=page.pk)
    room.live(again)
    assert Approval.objects.filter(page_id=page.pk).count() == 1
    assert Decision.objects.filter(page_id=page.pk).count() == 4
    assert ArticlePage.objects.get(pk=page.pk).live


@pytest.mark.requirement("R071")
def test_who_handed_a_text_over_does_not_decide_about_it(room: Newsroom) -> None:
    page = room.draft(by=room.head)
    move_drafts(room.head, room.writer, None, AT)
    theirs = ArticlePage.objects.get(pk=page.pk)
    author = theirs.authors.first()
    author.account, author.name = room.writer, str(room.writer)
    theirs.authors.set([author])  # nor does the text bear the name any longer
    theirs.save_revision(user=room.writer)
    submit(page=theirs, declared_not_secret=True, by=room.writer, at=AT)
    state = open_step_of(page)
    assert room.head.pk in state.writer_ids
    with pytest.raises(OwnText):
        approve(state=state, by=room.head, at=AT, **reading(state))
    assert deciders_of(state, AT) == [room.second_head]


@pytest.mark.requirement("R071")
def test_who_wrote_a_part_does_not_decide_though_somebody_else_saved_last(room: Newsroom) -> None:
    page = room.draft()
    page.get_latest_revision_as_object().save_revision(user=room.head)
    page.get_latest_revision_as_object().save_revision(user=room.writer)
    state = room.submitted(page)
    with pytest.raises(OwnText):
        approve(state=state, by=room.head, at=AT, **reading(state))
    with pytest.raises(OwnText):
        send_back(state=state, reason="Chưa được.", by=room.head, at=AT, **reading(state))
    assert not Decision.objects.exists()
    room.approve(state, by=room.second_head)


@pytest.mark.requirement("R071")
def test_a_change_made_in_ones_step_bars_nobody_once_the_writer_has_mended_the_text(room: Newsroom) -> None:
    page = room.draft()
    state = room.submitted(page)
    page.get_latest_revision_as_object().save_revision(user=room.head)
    with pytest.raises(OwnText):  # the last edit is theirs
        approve(state=state, by=room.head, at=AT, **reading(state))
    send_back(state=state, reason="Đã sửa tựa, đề nghị xem lại.", by=room.second_head, at=AT, **reading(state))
    page.get_latest_revision_as_object().save_revision(user=room.writer)
    again = room.submitted(page, at=LATER)
    room.approve(again, by=room.head)


@pytest.mark.requirement("R071")
def test_what_was_approved_before_bars_nobody_from_what_others_wrote_since(room: Newsroom) -> None:
    page = room.draft()
    page.get_latest_revision_as_object().save_revision(user=room.head)
    page.get_latest_revision_as_object().save_revision(user=room.writer)
    state = room.submitted(page)
    state = room.approve(state, by=room.second_head)
    assert room.approve(state) is None
    page.get_latest_revision_as_object().save_revision(user=room.writer)
    room.approve(room.submitted(ArticlePage.objects.get(pk=page.pk), at=LATER), by=room.head)
