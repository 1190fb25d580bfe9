"""Who is told of what."""

import datetime

import pytest
from django.core import mail

from cms.accounts.models import User
from cms.departments.models import Post
from cms.editorial.models import Section
from cms.moderation.actions import (
    approve,
    assign,
    claim,
    name_urgent_delegate,
    publish_urgently,
    remind,
    review_urgent_act,
    send_back,
    submit,
    withdraw_submission,
)
from cms.moderation.models import ReviewState, UrgentAct
from cms.notifications.models import Notification
from tests.factories.departments import MembershipFactory, PostFactory, member_of
from tests.factories.desk import a_line, a_plan
from tests.factories.moderation import AT, Newsroom, a_newsroom, open_step_of, reading

pytestmark = pytest.mark.django_db


def told(kind: str | None = None) -> set[tuple[str, int]]:
    rows = Notification.objects.all()
    return set((rows.filter(kind=kind) if kind else rows).values_list("kind", "to"))


def people(kind: str, *persons: object) -> set[tuple[str, int]]:
    return {(kind, person.pk) for person in persons}  # type: ignore[attr-defined]


@pytest.mark.requirement("R073")
def test_a_submission_is_told_to_who_may_decide_and_to_nobody_else() -> None:
    room = a_newsroom()
    page = room.draft(title="Tiếp đoàn {0} <b>")
    room.submitted(page)
    assert told() == people("task", room.head, room.second_head)
    row = Notification.objects.filter(to=room.head).get()
    assert "“Tiếp đoàn {0} <b>” chờ bạn" in row.subject
    assert not row.is_urgent


def test_the_section_editor_of_the_plan_line_reads_first() -> None:
    room = a_newsroom()
    editor = _editor_of_news(room)
    room.submitted()
    assert told("first_reader") == people("first_reader", editor)


def test_a_passed_step_is_told_to_the_writer_and_to_the_next_deciders() -> None:
    room = a_newsroom()
    state = room.submitted()
    Notification.objects.all().delete()
    room.approve(state, by=room.head)
    assert told() == people("decided", room.writer) | people("task", room.member, room.board_head)


def test_what_was_sent_back_is_told_to_its_writer_with_the_reason() -> None:
    room = a_newsroom()
    state = room.submitted()
    Notification.objects.all().delete()
    send_back(state=state, reason="Thiếu nguồn ảnh.", by=room.head, at=AT, **reading(state))
    assert told() == people("returned", room.writer)
    assert Notification.objects.get().text == "Thiếu nguồn ảnh."


def test_who_was_given_a_step_is_told_and_who_took_it_is_not() -> None:
    room = a_newsroom()
    state = room.submitted()
    Notification.objects.all().delete()
    claim(state=state, by=room.head, at=AT)
    assert told() == set()
    assign(state=ReviewState.objects.get(pk=state.pk), to=room.second_head, by=room.office, at=AT)
    assert told() == people("given", room.second_head)


def test_a_withdrawn_submission_is_told_to_who_had_taken_it() -> None:
    room = a_newsroom()
    page = room.draft()
    state = room.submitted(page)
    claim(state=state, by=room.head, at=AT)
    Notification.objects.all().delete()
    withdraw_submission(page=page, reason="Cần bổ sung", by=room.writer, at=AT)
    assert told() == people("withdrawn", room.head)


@pytest.mark.requirement("R073")
def test_reminders_go_out_four_hours_before_at_due_and_daily_after_and_the_office_hears_of_the_late_ones() -> None:
    room = a_newsroom()
    state = room.submitted()
    Notification.objects.all().delete()
    due = state.due_at
    hour, day = datetime.timedelta(hours=1), datetime.timedelta(days=1)
    deciders = (room.head, room.second_head)
    found = []
    for at in (due - 4 * hour - hour, due - 4 * hour, due, due + day, due + 2 * day):
        remind(at=at)
        remind(at=at)
        found.append((told(), Notification.objects.count()))
        Notification.objects.all().delete()
    assert found == [
        (set(), 0),
        (people("due", *deciders), 2),
        (people("due", *deciders), 2),
        (people("overdue", *deciders, room.office), 3),
        (people("overdue", *deciders, room.office), 3),
    ]


@pytest.mark.requirement("R072")
def test_an_urgent_publication_is_told_to_the_whole_board_at_any_hour() -> None:
    room = a_newsroom()
    page = room.draft()
    act = _publish_urgently(room, page)
    assert told() == people("urgent_act", room.member, room.office, room.writer)
    assert set(Notification.objects.values_list("breaks_quiet", flat=True)) == {True}
    Notification.objects.all().delete()
    review_urgent_act(act=act, verdict="upheld", comment="Đúng quy định", by=room.member, at=AT)
    assert told() == people("urgent_reviewed", room.board_head)


def test_an_undone_submission_tells_nobody() -> None:
    room = a_newsroom()
    page = room.draft()
    state = room.submitted(page)
    Notification.objects.all().delete()
    seen = reading(state)
    with pytest.raises(Exception, match=r".+"):
        approve(state=state, comment="", by=room.writer, at=AT, **seen)
    assert told() == set()
    assert open_step_of(page).pk == state.pk


def test_wagtail_sends_no_mail_of_its_own_in_a_request() -> None:
    room = a_newsroom()
    room.approve(room.at_board())
    state = room.submitted()
    send_back(state=state, reason="Thiếu ảnh", by=room.head, at=AT, **reading(state))
    assert mail.outbox == []


def _publish_urgently(room: Newsroom, page: object) -> UrgentAct:
    from wagtail.models import Page

    revision = Page.objects.get(pk=page.pk).latest_revision_id  # type: ignore[attr-defined]
    publish_urgently(page=page, revision_id=revision, reason="Thông báo bão", by=room.board_head, at=AT)  # type: ignore[arg-type]
    return UrgentAct.objects.get()


@pytest.mark.requirement("R072")
def test_an_urgent_text_is_told_at_once_to_its_readers_and_to_those_who_could_publish_it() -> None:
    room = a_newsroom()
    named = member_of(room.division, "contributor")
    day = AT.date()
    name_urgent_delegate(agency=room.site.unit, person=named, valid_from=day, valid_to=day, by=room.board_head, at=AT)
    editor = _editor_of_news(room)
    submit(
        page=room.draft(title="Tin bão"), declared_not_secret=True, is_urgent=True, comment="Bão vào trong đêm.",
        by=room.writer, at=AT,
    )  # fmt: skip
    assert told() == people("urgent_task", room.head, room.second_head, editor, room.board_head, named)
    rows = Notification.objects.all()
    assert {(row.is_urgent, row.text) for row in rows} == {(True, "Bão vào trong đêm.")}
    assert "bạn có thể xuất bản khẩn" in rows.get(to=room.board_head).subject
    assert rows.get(to=editor).subject.endswith("cho chuyên mục của bạn")
    assert rows.get(to=room.head).subject.startswith("Khẩn: “Tin bão” chờ bạn")


def test_an_urgent_text_stays_urgent_at_the_next_step() -> None:
    room = a_newsroom()
    page = room.draft()
    submit(page=page, declared_not_secret=True, is_urgent=True, comment="Gấp.", by=room.writer, at=AT)
    Notification.objects.all().delete()
    room.approve(open_step_of(page), by=room.head)
    assert told("urgent_task") == people("urgent_task", room.member, room.board_head)
    assert told("task") == set()


def test_an_urgent_text_by_the_head_of_the_board_is_not_offered_to_them() -> None:
    room = a_newsroom()
    page = room.draft(by=room.board_head)
    submit(page=page, declared_not_secret=True, is_urgent=True, comment="Gấp.", by=room.office, at=AT)
    assert room.board_head.pk not in {person for _kind, person in told()}


def _editor_of_news(room: Newsroom) -> User:
    """Who holds the post that the plan names for the section of the texts."""
    post: Post = PostFactory(unit=room.other_division)
    editor = member_of(room.other_division, "section_editor")
    MembershipFactory(person=editor, unit=room.other_division, role="section_editor", post=post)
    news = Section.objects.get(subsite=room.site.subsite, key="news")
    line = a_line(a_plan(room), news, minimum=10, units=[room.division])
    line.responsible_post = post
    line.save()
    return editor
