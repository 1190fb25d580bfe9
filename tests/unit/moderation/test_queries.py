"""What waits for whom."""

import datetime
from typing import Any

import pytest

from cms.moderation.actions import send_back
from cms.moderation.queries import (
    deciders_of,
    drafts_of,
    history_of,
    issues_of,
    tasks_for,
    waiting_for_others,
)
from tests.factories.moderation import AT, Newsroom

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def test_a_task_says_what_waits_since_when_and_why_until_when(room: Newsroom) -> None:
    page = room.draft(title="Tiếp đoàn")
    room.submitted(page)
    (row,) = tasks_for(room.head, AT)
    assert (row.page_id, row.title, row.section, row.department) == (
        page.pk, "Tiếp đoàn", "Chuyên mục news", room.division,
    )  # fmt: skip
    assert (row.step, row.step_label, row.requester, row.waiting_since) == (
        "department_review", "đơn vị duyệt", room.writer, AT,
    )  # fmt: skip
    assert row.due_words == (
        "1 ngày kể từ 09:30 11/03/2026, lùi đến ngày làm việc kế tiếp nếu trùng ngày nghỉ (mặc định của hệ thống)"
    )
    assert (row.is_overdue, row.is_at_risk, bool(row.may_decide)) == (False, False, True)


def test_tasks_are_those_of_the_persons_step_and_units(room: Newsroom) -> None:
    room.submitted()
    waiting = {name: len(tasks_for(getattr(room, name), AT)) for name in ROLES}
    assert waiting == dict.fromkeys(ROLES, 0) | {"head": 1, "second_head": 1}
    room.at_board()
    waiting = {name: len(tasks_for(getattr(room, name), AT)) for name in ROLES}
    assert waiting == dict.fromkeys(ROLES, 0) | {"head": 1, "second_head": 1, "member": 1, "board_head": 1}


ROLES = ["writer", "head", "second_head", "other_head", "secretary", "office", "member", "board_head", "administrator"]


def test_own_texts_are_listed_with_the_reason_why_somebody_else_decides(room: Newsroom) -> None:
    page = room.draft(by=room.head)
    room.submitted(page)
    (row,) = tasks_for(room.head, AT)
    assert not row.may_decide
    assert str(row.may_decide.reason).startswith("Không ai được quyết định về bài do chính mình")
    (other,) = tasks_for(room.second_head, AT)
    assert other.may_decide


def test_overdue_comes_first_then_what_is_at_risk(room: Newsroom) -> None:
    late = room.submitted(room.draft(title="Trễ"), at=AT - 3 * DAY)
    soon = room.submitted(room.draft(title="Sắp"), at=AT - DAY)
    calm = room.submitted(room.draft(title="Còn lâu"), at=AT)
    at = soon.due_at - datetime.timedelta(hours=1)
    rows = tasks_for(room.head, at)
    assert [row.state_id for row in rows] == [late.pk, soon.pk, calm.pk]
    assert [(row.is_overdue, row.is_at_risk) for row in rows] == [(True, False), (False, True), (False, False)]


def test_a_list_takes_the_same_queries_however_long(room: Newsroom, django_assert_num_queries: Any) -> None:
    room.submitted()
    with django_assert_num_queries(4):
        assert len(tasks_for(room.head, AT)) == 1
    for _number in range(5):
        room.submitted()
    with django_assert_num_queries(4):
        assert len(tasks_for(room.head, AT)) == 6


def test_the_writer_sees_what_waits_for_others_and_what_came_back(room: Newsroom) -> None:
    page, returned = room.draft(title="Đang duyệt"), room.draft(title="Bị trả")
    plain = room.draft(title="Nháp")
    room.submitted(page)
    send_back(state=room.submitted(returned), reason="Thiếu ảnh.", by=room.head, at=AT)
    assert [row.page_id for row in waiting_for_others(room.writer, AT)] == [page.pk]
    drafts = drafts_of(room.writer)
    assert [(row.page_id, row.is_returned, row.returned_comment) for row in drafts] == [
        (returned.pk, True, "Thiếu ảnh."),
        (plain.pk, False, ""),
    ]


def test_deciders_are_without_the_writers_and_the_last_editor(room: Newsroom) -> None:
    page = room.draft()
    state = room.submitted(page)
    assert set(deciders_of(state, AT)) == {room.head, room.second_head}
    page.save_revision(user=room.head)
    assert deciders_of(state, AT) == [room.second_head]


def test_the_history_names_every_decision(room: Newsroom) -> None:
    page = room.live()
    assert [(row.step, row.verdict) for row in history_of(page)] == [
        ("department_review", "approved"),
        ("board_approval", "approved"),
    ]


def test_what_is_missing_is_asked_of_the_draft_in_hand(room: Newsroom) -> None:
    page = room.draft(summary="Sở tiếp đoàn.", event_on=AT.date())
    assert issues_of(page, at=AT) == []
    page.summary = ""
    assert [issue.key for issue in issues_of(page, at=AT)] == ["summary"]
