"""The section editor whom the plan names reads first: sees and comments, decides nothing."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Comment

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.departments.errors import NotAllowed
from cms.departments.policy import may
from cms.departments.roles import Role
from cms.desk.queries import desk_of
from cms.editorial.models import PlanLine, Section
from cms.moderation.actions import comment_on, remind
from cms.moderation.errors import ReasonMissing
from cms.moderation.first_reading import first_readers
from cms.moderation.queries import tasks_for, texts_of_sections
from cms.notifications.models import Notification
from cms.subsites.actions import sync_access
from tests.factories.departments import MembershipFactory, PostFactory, member_of
from tests.factories.desk import a_line, a_plan
from tests.factories.moderation import AT, Newsroom
from tests.journeys.moderation_desk import of

pytestmark = pytest.mark.django_db
LATER = AT + datetime.timedelta(days=400)


@pytest.fixture
def line(room: Newsroom) -> PlanLine:
    news = Section.objects.get(subsite=room.site.subsite, key="news")
    return a_line(a_plan(room), news, minimum=10, units=[room.division])


@pytest.fixture
def editor(room: Newsroom, line: PlanLine) -> User:
    """Of another department than the texts'."""
    line.responsible_post = PostFactory(unit=room.other_division)
    line.save()
    person = member_of(room.other_division, Role.CONTRIBUTOR)
    MembershipFactory(
        person=person, unit=room.other_division, role=Role.SECTION_EDITOR, post=line.responsible_post,
        valid_to=datetime.date(2026, 12, 31),
    )  # fmt: skip
    return person


def test_the_first_reader_sees_the_text_of_another_department_while_others_do_not(room: Newsroom, editor: User) -> None:
    state = room.submitted()
    assert may(editor, "view_review", target=state, at=AT)
    assert not may(room.other_head, "view_review", target=state, at=AT)
    assert not may(editor, "view_page", target=state.page, at=AT)  # the page itself stays its department's
    assert not may(editor, "edit_page", target=state.page, at=AT)
    assert not may(editor, "decide_department", target=state, at=AT)


def test_after_the_end_of_the_post_nothing_is_seen(room: Newsroom, editor: User) -> None:
    state = room.submitted()
    assert not may(editor, "view_review", target=state, at=LATER)
    assert texts_of_sections(editor, LATER) == []


def test_a_line_may_name_the_section_editors_of_a_unit(room: Newsroom, line: PlanLine) -> None:
    line.responsible_role, line.responsible_unit = Role.SECTION_EDITOR, room.other_division
    line.save()
    person = member_of(room.other_division, Role.SECTION_EDITOR)
    elsewhere = member_of(room.division, Role.SECTION_EDITOR)
    state = room.submitted()
    assert first_readers(state, at=AT) == [person]
    assert [row.state_id for row in texts_of_sections(person, AT)] == [state.pk]
    assert texts_of_sections(elsewhere, AT) == []


def test_their_desk_and_list_show_the_texts_of_the_section(room: Newsroom, editor: User) -> None:
    state = room.submitted(room.draft(title="Bài của chuyên mục"))
    assert [(row.title, row.department) for row in desk_of(editor, at=AT).reading] == [
        ("Bài của chuyên mục", str(room.division))
    ]
    assert [row.state_id for row in texts_of_sections(editor, AT)] == [state.pk]
    assert tasks_for(editor, AT) == []
    assert desk_of(room.other_head, at=AT).reading == ()


@pytest.mark.requirement("R073")
def test_they_are_reminded_like_those_who_decide(room: Newsroom, editor: User) -> None:
    state = room.submitted()
    Notification.objects.all().delete()
    assert remind(at=state.due_at - datetime.timedelta(hours=1)) == 1
    assert editor.pk in set(Notification.objects.filter(kind="due").values_list("to", flat=True))


def test_what_they_say_is_read_by_the_writer_beside_the_text(room: Newsroom, editor: User) -> None:
    state = room.submitted()
    Notification.objects.all().delete()
    comment_on(state=state, text=" Nên thêm nguồn. \x07", by=editor, at=AT)
    comment = Comment.objects.get()
    assert (comment.page_id, comment.user, comment.text) == (state.page_id, editor, "Nên thêm nguồn.")
    row = Notification.objects.get()
    assert (row.kind, row.to, row.text) == ("commented", room.writer, "Nên thêm nguồn.")
    assert AuditEntry.objects.get(action="moderation.commented").by == editor


@pytest.mark.parametrize("who", ["other_head", "writer", "head", "member", "administrator"])
def test_nobody_else_comments_as_first_reader(room: Newsroom, editor: User, refused: Any, who: str) -> None:
    state = room.submitted()
    with refused(NotAllowed):
        comment_on(state=state, text="Tôi nghĩ khác.", by=getattr(room, who), at=AT)
    assert not Comment.objects.exists()


def test_a_remark_has_words_and_a_text_in_review(room: Newsroom, editor: User) -> None:
    state = room.submitted()
    with pytest.raises(ReasonMissing):
        comment_on(state=state, text=" \n", by=editor, at=AT)
    room.approve(state, by=room.head)
    with pytest.raises(NotAllowed):
        comment_on(state=state, text="Muộn rồi.", by=editor, at=AT)
    assert not Comment.objects.exists()


def test_they_read_the_task_and_leave_a_remark_on_the_screen(room: Newsroom, line: PlanLine) -> None:
    line.responsible_role, line.responsible_unit = Role.SECTION_EDITOR, room.other_division
    line.version.plan.year = datetime.datetime.now(tz=datetime.UTC).year
    line.version.plan.save()
    line.save()
    person = member_of(room.other_division, Role.SECTION_EDITOR)
    sync_access(subsite=room.site.subsite, by=None, at=AT)
    editor = of(person)
    state = room.submitted(room.draft(title="Bài của chuyên mục"))
    page = editor.get(reverse("moderation_task", args=(state.pk,)))
    assert page.status_code == 200
    assert "Góp ý của bạn" in page.content.decode()
    assert editor.get(reverse("moderation_preview", args=(state.pk, state.revision_id))).status_code == 200
    assert "Bài của chuyên mục" in editor.get(reverse("moderation_sections")).content.decode()
    editor.post(reverse("moderation_comment", args=(state.pk,)), {"text": "Nên thêm nguồn."})
    assert Comment.objects.get().text == "Nên thêm nguồn."
    assert "Nên thêm nguồn." in of(room.head).get(reverse("moderation_task", args=(state.pk,))).content.decode()
    stranger = of(room.other_head)
    assert stranger.post(reverse("moderation_comment", args=(state.pk,)), {"text": "Ai?"}).status_code == 404
    assert Comment.objects.count() == 1
