"""The urgent lane (R072)."""

import datetime
from typing import Any

import pytest

from cms.audit.models import AuditEntry
from cms.departments.errors import NotAllowed
from cms.moderation.actions import name_urgent_delegate, publish_urgently, review_urgent_act, withdraw_urgently
from cms.moderation.errors import (
    AlreadyReviewed,
    EndsInThePast,
    NewerDraft,
    NotLive,
    ReasonMissing,
    StillScheduled,
)
from cms.moderation.models import Approval, UrgentAct
from cms.moderation.queries import open_state_of, tasks_for
from cms.publishing.models import FormerAddress
from news.models import ArticlePage
from tests.factories.accounts import UserFactory
from tests.factories.moderation import AT, Newsroom

pytestmark = pytest.mark.django_db
REASON = "Chỉ đạo đột xuất của Chủ tịch UBND."


def latest(page: ArticlePage) -> int:
    return int(ArticlePage.objects.get(pk=page.pk).latest_revision_id)


@pytest.mark.requirement("R072")
def test_the_head_of_the_board_publishes_at_once_and_another_member_reviews_it(room: Newsroom) -> None:
    page = room.draft()
    state = room.submitted(page)
    act = publish_urgently(page=page, revision_id=latest(page), reason=REASON, by=room.board_head, at=AT)
    live = ArticlePage.objects.get(pk=page.pk)
    assert (live.live, live.live_revision_id) == (True, latest(page))
    assert Approval.objects.get().urgent_act == act
    assert open_state_of(page) is None
    assert state.workflow_state.__class__.objects.get(pk=state.workflow_state_id).status == "cancelled"
    entry = AuditEntry.objects.get(action="moderation.publish_urgently")
    assert (entry.by, entry.data["reason"]) == (room.board_head, REASON)
    assert not AuditEntry.objects.filter(action="page.published_outside_workflow", target_id=str(page.pk)).exists()

    assert [row.act_id for row in tasks_for(room.member, AT)] == [act.pk]
    assert tasks_for(room.board_head, AT) == []
    review_urgent_act(act=act, verdict="upheld", comment="", by=room.member, at=AT)
    assert tasks_for(room.member, AT) == []


def test_autosave_never_writes_over_what_was_public_at_once_and_is_withdrawn(room: Newsroom) -> None:
    page = room.draft()
    publish_urgently(page=page, revision_id=latest(page), reason=REASON, by=room.board_head, at=AT)
    withdraw_urgently(page=page, reason=REASON, by=room.board_head, at=AT)
    draft = ArticlePage.objects.get(pk=page.pk)
    seen = draft.get_latest_revision()
    draft.summary = "Lưu tự động."
    assert draft.save_revision(user=room.writer, overwrite_revision=seen).pk != seen.pk


@pytest.mark.parametrize("who", ["writer", "head", "other_head", "secretary", "office", "member", "administrator"])
def test_nobody_else_acts_urgently(room: Newsroom, refused: Any, who: str) -> None:
    page = room.draft()
    with refused(NotAllowed):
        publish_urgently(page=page, revision_id=latest(page), reason=REASON, by=getattr(room, who), at=AT)
    live = room.live()
    with refused(NotAllowed):
        withdraw_urgently(page=live, reason=REASON, by=getattr(room, who), at=AT)


def test_a_superuser_does_not_act_urgently(room: Newsroom, refused: Any) -> None:
    page = room.draft()
    with refused(NotAllowed):
        publish_urgently(page=page, revision_id=latest(page), reason=REASON, by=UserFactory(admin=True), at=AT)


def test_four_eyes_hold_in_the_urgent_lane_too(room: Newsroom, refused: Any) -> None:
    own = room.draft(by=room.board_head)
    with refused(NotAllowed):
        publish_urgently(page=own, revision_id=latest(own), reason=REASON, by=room.board_head, at=AT)
    page = room.draft()
    page.save_revision(user=room.board_head)
    with refused(NotAllowed):
        publish_urgently(page=page, revision_id=latest(page), reason=REASON, by=room.board_head, at=AT)


def test_an_urgent_publication_needs_a_reason_and_the_newest_draft(room: Newsroom, refused: Any) -> None:
    page = room.draft()
    seen = latest(page)
    with refused(ReasonMissing):
        publish_urgently(page=page, revision_id=seen, reason=" ", by=room.board_head, at=AT)
    page.save_revision(user=room.writer)
    with refused(NewerDraft):
        publish_urgently(page=page, revision_id=seen, reason=REASON, by=room.board_head, at=AT)


def test_what_waits_for_its_second_is_not_published_at_once(room: Newsroom, refused: Any) -> None:
    page = room.draft()
    page.go_live_at = AT + datetime.timedelta(days=300)
    page.save_revision(user=room.writer)
    with refused(StillScheduled):
        publish_urgently(page=page, revision_id=latest(page), reason=REASON, by=room.board_head, at=AT)


@pytest.mark.requirement("R072")
def test_a_person_named_by_the_head_acts_on_the_named_days_only(room: Newsroom, refused: Any) -> None:
    day = AT.date()
    name_urgent_delegate(
        agency=room.site.unit, person=room.member, valid_from=day, valid_to=day, by=room.board_head, at=AT
    )
    page = room.draft()
    with refused(NotAllowed):
        publish_urgently(
            page=page, revision_id=latest(page), reason=REASON, by=room.member, at=AT + datetime.timedelta(days=1)
        )
    assert publish_urgently(page=page, revision_id=latest(page), reason=REASON, by=room.member, at=AT)


def test_only_the_head_names_who_may_act_urgently(room: Newsroom, refused: Any) -> None:
    day = AT.date()
    for person in (room.member, room.office, room.administrator):
        with refused(NotAllowed):
            name_urgent_delegate(agency=room.site.unit, person=person, valid_from=day, valid_to=day, by=person, at=AT)
    with refused(EndsInThePast):
        name_urgent_delegate(
            agency=room.site.unit,
            person=room.member,
            valid_from=day,
            valid_to=day - datetime.timedelta(days=1),
            by=room.board_head,
            at=AT,
        )


@pytest.mark.requirement("R072")
def test_an_urgent_withdrawal_answers_gone_with_its_reason(room: Newsroom, refused: Any) -> None:
    page = room.live()
    act = withdraw_urgently(page=page, reason=REASON, by=room.board_head, at=AT)
    assert not ArticlePage.objects.get(pk=page.pk).live
    assert FormerAddress.objects.get(content_id=page.translation_key, is_gone=True).reason == REASON
    assert (act.kind, act.by, act.reviewed_by) == ("withdraw", room.board_head, None)
    with refused(NotLive):
        withdraw_urgently(page=page, reason=REASON, by=room.board_head, at=AT)


def test_an_urgent_act_is_reviewed_once_by_another_member(room: Newsroom, refused: Any) -> None:
    act = withdraw_urgently(page=room.live(), reason=REASON, by=room.board_head, at=AT)
    for person in (room.board_head, room.office, room.head):
        with refused(NotAllowed):
            review_urgent_act(act=act, verdict="upheld", comment="", by=person, at=AT)
    with refused(ReasonMissing):
        review_urgent_act(act=act, verdict="not_upheld", comment="", by=room.member, at=AT)
    reviewed = review_urgent_act(act=act, verdict="not_upheld", comment="Chưa cần gỡ.", by=room.member, at=AT)
    assert (reviewed.verdict, reviewed.reviewed_by, reviewed.next_reminder_at) == ("not_upheld", room.member, None)
    with refused(AlreadyReviewed):
        review_urgent_act(act=act, verdict="upheld", comment="", by=room.member, at=AT)
    assert UrgentAct.objects.get().review_comment == "Chưa cần gỡ."
