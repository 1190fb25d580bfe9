"""A text goes through Wagtail's own screens: the edit form, the dialogue of a decision, the list of tasks."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from cms.accounts.models import User
from cms.moderation.actions import submit
from cms.moderation.models import Decision, ReviewState
from cms.moderation.queries import open_state_of
from cms.publishing.models import PublishedDocument
from cms.subsites.actions import sync_access
from news.actions import load_vocabulary
from news.models import ArticlePage
from tests.factories.moderation import Newsroom, a_newsroom, open_step_of
from tests.journeys.test_editor_writes_article import add_url, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Newsroom:
    made = a_newsroom()
    sync_access(subsite=made.site.subsite, by=None, at=timezone.now())
    load_vocabulary(by=None, at=timezone.now())
    return made


def logged_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def written(room: Newsroom, **changes: Any) -> dict[str, Any]:
    """A complete article of the division, without pictures: the collections of units are another story."""
    body = streamfield([("paragraph", {"text": rich_text("<p>Nội dung <b>mới</b>.</p>"), "lang": ""})])
    return form_of(room.site, **{"department": room.division.pk, "body": body, **changes})


# Wagtail's own button with the declaration, which its form does not ask for.
SUBMIT = {"action-submit": "1", "declared_not_secret": "on"}


def submit_new(room: Newsroom) -> ArticlePage:
    """The writer fills in the form of a new article and presses "submit"."""
    posted = {**written(room), **SUBMIT}
    response = logged_in(room.writer).post(add_url(room.site), posted)
    assert response.status_code == 302, response.context["form"].errors
    page: ArticlePage = ArticlePage.objects.get()
    return page


def address(state: ReviewState, name: str) -> str:
    return reverse("wagtailadmin_pages:workflow_action", args=(state.page_id, name, state.pk))


def dialogue(client: Client, state: ReviewState, name: str = "approve") -> dict[str, str]:
    """What the dialogue would post, as it was opened: the revision and its content."""
    html = client.get(address(state, name)).json()["html"]
    return dict(re.findall(r'name="(revision_id|content_hash)" value="([^"]+)"', html))


def decide(person: User, state: ReviewState, name: str = "approve", **posted: str) -> Any:
    client = logged_in(person)
    return client.post(address(state, name), {**dialogue(client, state, name), "comment": "", **posted})


@pytest.mark.requirement("R069")
def test_writer_head_and_board_bring_a_text_to_the_public(room: Newsroom) -> None:
    page = submit_new(room)
    state = open_step_of(page)
    assert (state.step, state.requester, state.department) == ("department_review", room.writer, room.division)
    assert not page.live

    assert decide(room.head, state, comment="Đồng ý.").status_code == 302
    last = open_step_of(page)
    assert last.step == "board_approval"
    assert decide(room.member, last).status_code == 302

    page = ArticlePage.objects.get()
    assert (page.live, open_state_of(page)) == (True, None)
    assert PublishedDocument.objects.filter(content_id=page.translation_key).exists()
    assert list(Decision.objects.values_list("by", "comment")) == [(room.head.pk, "Đồng ý."), (room.member.pk, "")]


@pytest.mark.requirement("R071")
def test_a_head_sends_a_text_back_with_a_reason_and_the_writer_sends_it_again(room: Newsroom) -> None:
    page = submit_new(room)
    assert decide(room.head, open_step_of(page), "reject", comment="Thiếu nguồn.").status_code == 302
    assert open_state_of(page) is None

    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    row = {"id": page.authors.get().pk, "name": "Cộng tác viên A", "account": "", "share": "100"}
    stored = inline_formset([row], initial=1)
    posted = {**written(room, slug=page.slug, title="Bản sửa", authors=stored), **SUBMIT}
    assert logged_in(room.writer).post(edit, posted).status_code == 302
    again = open_step_of(page)
    assert (again.step, again.page.draft_title) == ("department_review", "Bản sửa")


def test_a_return_without_a_reason_is_refused_in_words(room: Newsroom) -> None:
    state = open_step_of(submit_new(room))
    response = decide(room.head, state, "reject")
    assert response.status_code == 422
    assert "Cần ghi lý do" in response.content.decode()
    assert open_state_of(state.page) == state


@pytest.mark.parametrize("who", ["writer", "other_head", "member", "secretary", "office", "administrator"])
def test_nobody_else_gets_through_the_first_step(room: Newsroom, who: str) -> None:
    state = open_step_of(submit_new(room))
    client = logged_in(getattr(room, who))
    reading = ReviewState.objects.get(pk=state.pk).reading
    posted = {"comment": "", "revision_id": reading.revision_id, "content_hash": reading.content_hash}
    client.post(address(state, "approve"), posted)
    assert open_state_of(state.page) == state
    assert not Decision.objects.exists()


def test_the_step_of_one_text_does_not_open_that_of_another(room: Newsroom) -> None:
    """The number of the step in the address belongs to another page, of another department."""
    foreign = room.draft(department=room.other_division)
    submit(page=foreign, declared_not_secret=True, by=room.secretary, at=timezone.now())
    theirs, own = open_step_of(foreign), room.submitted()
    reading = theirs.reading
    posted = {"comment": "", "revision_id": reading.revision_id, "content_hash": reading.content_hash}
    url = reverse("wagtailadmin_pages:workflow_action", args=(own.page_id, "approve", theirs.pk))
    assert logged_in(room.head).post(url, posted).status_code == 403
    assert {open_state_of(foreign), open_state_of(own.page)} == {theirs, own}


def test_a_newer_draft_answers_409_with_the_difference_and_the_comment(room: Newsroom) -> None:
    page = submit_new(room)
    state = open_step_of(page)
    client = logged_in(room.head)
    seen = dialogue(client, state)
    draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.summary = "Sửa trong lúc duyệt."
    newer = draft.save_revision(user=room.second_head)

    response = client.post(address(state, "approve"), {**seen, "comment": "Ý kiến dài của tôi."})
    html = response.content.decode()
    assert response.status_code == 409
    assert "Ý kiến dài của tôi." in html
    assert reverse("wagtailadmin_pages:revisions_compare", args=(page.pk, seen["revision_id"], newer.pk)) in html
    assert open_state_of(page) == state


def test_whoever_is_late_learns_who_decided(room: Newsroom) -> None:
    state = open_step_of(submit_new(room))
    late = logged_in(room.second_head)
    seen = dialogue(late, state)
    assert decide(room.head, state).status_code == 302
    response = late.post(address(state, "approve"), {**seen, "comment": "Tôi cũng đồng ý."})
    html = response.content.decode()
    assert response.status_code == 409
    assert f"{room.head} đã quyết định lúc" in html
    assert "Tôi cũng đồng ý." in html
    assert Decision.objects.count() == 1


def test_in_the_dialogue_a_refusal_is_shown_in_the_dialogue(room: Newsroom) -> None:
    state = open_step_of(submit_new(room))
    client = logged_in(room.head)
    posted = {**dialogue(client, state, "reject"), "comment": ""}
    response = client.post(address(state, "reject"), posted, headers={"x-requested-with": "XMLHttpRequest"})
    assert "Cần ghi lý do" in response.json()["html"]


def test_the_approval_names_what_was_read_or_is_refused(room: Newsroom) -> None:
    state = open_step_of(submit_new(room))
    client = logged_in(room.head)
    client.post(address(state, "approve"), {"comment": "không xem"})
    client.post(address(state, "approve"), {"comment": "", "revision_id": "1", "content_hash": "0" * 64})
    assert open_state_of(state.page) == state


def test_in_review_the_writer_cannot_edit_and_the_head_can(room: Newsroom) -> None:
    page = submit_new(room)
    before = ArticlePage.objects.get(pk=page.pk).latest_revision_id
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    logged_in(room.writer).post(edit, written(room, slug=page.slug, title="Lén sửa"))
    assert ArticlePage.objects.get(pk=page.pk).latest_revision_id == before
    logged_in(room.head).post(edit, written(room, slug=page.slug, title="Trưởng phòng sửa"))
    assert ArticlePage.objects.get(pk=page.pk).get_latest_revision().content["title"] == "Trưởng phòng sửa"


@pytest.mark.parametrize("who", ["writer", "head", "secretary", "office", "member", "board_head", "administrator"])
def test_nobody_edits_while_the_board_decides(room: Newsroom, who: str) -> None:
    state = room.at_board()
    page = ArticlePage.objects.get(pk=state.page_id)
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    logged_in(getattr(room, who)).post(edit, written(room, slug=page.slug, title="Sửa sau khi duyệt"))
    assert ArticlePage.objects.get(pk=page.pk).latest_revision_id == page.latest_revision_id


def test_a_refused_submission_keeps_what_was_typed_as_a_draft(room: Newsroom) -> None:
    client, undeclared = logged_in(room.writer), {"action-submit": "1"}
    response = client.post(add_url(room.site), {**written(room, title="Công phu"), **undeclared}, follow=True)
    page = ArticlePage.objects.get()
    assert (page.title, open_state_of(page), page.live) == ("Công phu", None, False)
    assert "Hãy cam đoan bài viết, ảnh và tệp đính kèm không chứa bí mật nhà nước." in response.content.decode()


def test_the_writer_takes_a_submission_back_in_the_edit_form(room: Newsroom) -> None:
    page = submit_new(room)
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    logged_in(room.writer).post(edit, {**written(room, slug=page.slug), "action-cancel-workflow": "1"})
    assert open_state_of(page) is None
    assert page.current_workflow_state is None


def test_the_dashboard_lists_a_task_to_whose_step_it_is(room: Newsroom) -> None:
    page = submit_new(room)
    home = reverse("wagtailadmin_home")
    assert page.title in logged_in(room.head).get(home).content.decode()
    assert page.title not in logged_in(room.other_head).get(home).content.decode()
