"""One person's desk: what waits for them, what they wrote, what their unit owes."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.desk.panels import DeskPanel
from cms.desk.queries import desk_of
from cms.editorial.models import Section
from cms.moderation.actions import send_back
from cms.moderation.models import ReviewState
from cms.moderation.queries import drafts_of, tasks_for, waiting_for_others
from tests.factories.desk import a_busy_agency, a_line, a_plan, published
from tests.factories.moderation import AT, a_newsroom, reading

pytestmark = pytest.mark.django_db
LATE = AT + datetime.timedelta(days=30)


@pytest.mark.requirement("R073")
def test_overdue_tasks_come_first_then_those_at_risk_then_by_due_date() -> None:
    room = a_newsroom()
    room.submitted(room.draft(title="Mới gửi"), at=AT)
    room.submitted(room.draft(title="Đã trễ"), at=AT - datetime.timedelta(days=20))
    soon = room.submitted(room.draft(title="Sắp đến hạn"), at=AT)
    ReviewState.objects.filter(pk=soon.pk).update(due_at=AT + datetime.timedelta(hours=3))

    desk = desk_of(room.head, at=AT)

    assert [(row.title, row.is_overdue, row.is_at_risk) for row in desk.tasks] == [
        ("Đã trễ", True, False),
        ("Sắp đến hạn", False, True),
        ("Mới gửi", False, False),
    ]
    assert (desk.overdue_count, desk.at_risk_count) == (1, 1)


@pytest.mark.parametrize("who", ["writer", "head", "other_head", "secretary", "office", "member", "board_head"])
def test_the_desk_agrees_with_the_lists_of_moderation(who: str) -> None:
    room = a_newsroom()
    room.at_board(room.draft(title="Ở ban biên tập"))
    room.submitted(room.draft(title="Ở phòng"))
    room.submitted(room.draft(title="Của trưởng phòng", by=room.head))
    back = room.submitted(room.draft(title="Bị trả"))
    send_back(state=back, reason="Thiếu ảnh", by=room.head, at=AT, **reading(back))
    room.draft(title="Chưa gửi")
    person = getattr(room, who)

    desk = desk_of(person, at=LATE)

    assert [(row.title, row.due_at, str(row.may_decide.reason)) for row in desk.tasks] == [
        (row.title, row.due_at, str(row.may_decide.reason)) for row in tasks_for(person, LATE)
    ]
    assert [row.title for row in desk.waiting] == [row.title for row in waiting_for_others(person, LATE)]
    assert [(row.title, row.comment) for row in desk.drafts] == [
        (row.title, row.returned_comment) for row in drafts_of(person)
    ]


def test_a_head_of_another_department_has_nothing_of_it_on_the_desk() -> None:
    room = a_newsroom()
    room.submitted(room.draft(title="Bí mật của phòng"))
    desk = desk_of(room.other_head, at=AT)
    assert (desk.tasks, desk.waiting, desk.drafts, desk.units) == ((), (), (), ())


def test_a_unit_owes_the_even_share_of_its_lines_by_the_end_of_the_week() -> None:
    room = a_newsroom()
    news = Section.objects.get(subsite=room.site.subsite, key="news")
    version = a_plan(room)
    line = a_line(version, news, minimum=73, units=[room.division, room.other_division])
    published(news, room.division, 4, on=AT)
    published(news, room.other_division, 6, on=AT)

    owed = desk_of(room.writer, at=AT).lines

    # Sunday 15/03/2026 is day 74 of 365: 73 × 74 ÷ 365 = 14.8, so 15 are due and 10 are done.
    assert [(row.line, row.owed, row.own_done, row.progress.done) for row in owed] == [(line, 5, 4, 10)]
    assert owed[0].is_behind


def test_lines_of_other_units_are_not_owed_and_selectors_name_divisions() -> None:
    room = a_newsroom()
    news = Section.objects.get(subsite=room.site.subsite, key="news")
    version = a_plan(room)
    a_line(version, news, minimum=10, units=[room.other_division])
    every = a_line(version, news, minimum=20, units=[], selector="all_divisions")
    assert [row.line for row in desk_of(room.writer, at=AT).lines] == [every]
    assert desk_of(room.member, at=AT).lines == ()


def test_the_standing_office_sees_every_unit_and_nobody_below_it_does() -> None:
    room = a_newsroom()
    room.submitted(room.draft(), at=AT - datetime.timedelta(days=20))
    room.submitted(room.draft())
    news = Section.objects.get(subsite=room.site.subsite, key="news")
    a_line(a_plan(room), news, minimum=365, units=[room.division])
    published(news, room.division, 100, on=AT)

    rows = {row.unit: row for row in desk_of(room.office, at=AT).units}

    assert set(rows) == {room.division, room.other_division}
    division = rows[room.division]
    assert (division.open_count, division.overdue_count, division.behind_count) == (2, 1, 0)
    # Wednesday 09:30 back to Monday 00:00: 57 hours and a half, one piece an hour.
    assert (division.week_count, division.year_count) == (58, 100)
    assert [desk_of(person, at=AT).units for person in (room.writer, room.head, room.secretary, room.member)] == [
        ()
    ] * 4


def test_the_number_of_queries_does_not_grow_with_the_work() -> None:
    busy = a_busy_agency(departments=12, tasks=18, pages=60)
    few = _queries(busy.room.office)
    for _number in range(6):
        busy.room.submitted(busy.room.draft())
    assert _queries(busy.room.office) == few
    assert few <= 15


def _queries(person: object) -> int:
    """What the panel itself asks the database, drawn."""

    class Request:
        user = person

    with CaptureQueriesContext(connection) as captured:
        html = DeskPanel().render_html({"request": Request()})
    assert "desk-units" in html
    return len(captured)


def test_a_line_without_a_quota_says_so_once() -> None:
    room = a_newsroom()
    section = Section.objects.get(subsite=room.site.subsite, key="news")
    a_line(a_plan(room, year=timezone.localdate().year), section, minimum=None, units=[room.division])

    class Request:
        user = room.head

    html = DeskPanel().render_html({"request": Request()}).lower()
    assert section.title("vi").lower() in html
    assert html.count("chỉ tiêu") == 1
