"""A form of a new page that is sent twice makes one page: a button pressed while autosave is storing, a lost answer."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.accounts.models import User
from cms.departments.roles import Role
from cms.subsites.actions import sync_access
from news.models import ArticlePage
from tests.factories.article_form import article_form
from tests.factories.departments import member_of
from tests.factories.moderation import AT, Newsroom, a_newsroom

pytestmark = pytest.mark.django_db

TITLE = "Thông báo lịch tiếp công dân"
JSON = {"accept": "application/json"}
TO_REVIEW = {"action-review": "1"}


@pytest.fixture
def room() -> Newsroom:
    made = a_newsroom()
    sync_access(subsite=made.site.subsite, by=None, at=AT)
    return made


class Writing:
    """Somebody with the form of a new article open."""

    def __init__(self, room: Newsroom, person: User) -> None:
        self.room = room
        self.client = Client()
        self.client.force_login(User.objects.get(pk=person.pk))
        self.url = reverse("wagtailadmin_pages:add", args=("news", "articlepage", room.site.sections["news"]["vi"].pk))
        self.key = self.key_of_new_form()

    def key_of_new_form(self) -> str:
        soup = BeautifulSoup(self.client.get(self.url).content, "html.parser")
        found = soup.select("form[data-edit-form] input[type=hidden][name=draft_key]")
        assert len(found) == 1
        return str(found[0]["value"])

    def send(self, title: str = TITLE, *, headers: dict[str, str] | None = None, **more: str) -> Any:
        values = {"title": title, "department": self.room.division.pk, "draft_key": self.key}
        return self.client.post(self.url, {**article_form(**values), **more}, headers=headers)


def drafts() -> list[str]:
    return sorted(page.get_latest_revision_as_object().title for page in ArticlePage.objects.all())


def test_submitting_while_autosave_stores_goes_on_with_the_stored_page(room: Newsroom) -> None:
    writing = Writing(room, room.writer)
    assert writing.send("Thông báo", headers=JSON).json()["success"] is True
    answer = writing.send(**TO_REVIEW)
    page = ArticlePage.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("moderation_submit", args=(page.pk,)))
    assert drafts() == [TITLE]
    assert page.revisions.count() == 2


def test_autosave_that_lost_its_answer_is_told_where_to_go_on(room: Newsroom) -> None:
    writing = Writing(room, room.writer)
    writing.send("Thông báo", headers=JSON)
    told = writing.send(headers=JSON).json()
    page = ArticlePage.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    assert (told["success"], told["pk"], told["url"]) == (True, page.pk, edit)
    assert told["revision_id"] == page.get_latest_revision().pk
    assert writing.client.get(told["hydrate_url"]).status_code == 200
    assert drafts() == [TITLE]


def test_the_form_shown_again_with_errors_is_still_the_same_form(room: Newsroom) -> None:
    writing = Writing(room, room.writer)
    soup = BeautifulSoup(writing.send("").content, "html.parser")
    assert [each["value"] for each in soup.select("input[name=draft_key]")] == [writing.key]
    assert not ArticlePage.objects.exists()


def test_two_forms_are_two_pages(room: Newsroom) -> None:
    writing = Writing(room, room.writer)
    writing.send()
    writing.key = writing.key_of_new_form()
    writing.send("Thông báo khác")
    assert drafts() == ["Thông báo khác", TITLE]


@pytest.mark.parametrize("key", ["", "x" * 65, "\x00", "'; --"])
def test_without_a_key_of_ours_wagtails_own_rule_holds(room: Newsroom, key: str) -> None:
    writing = Writing(room, room.writer)
    writing.key = key
    statuses = [writing.send().status_code for _ in range(2)]
    assert 500 not in statuses
    assert ArticlePage.objects.count() <= 2
    assert not any(Page.find_problems())


def test_the_key_of_another_person_opens_nothing(room: Newsroom) -> None:
    writing = Writing(room, room.writer)
    writing.send()
    colleague = member_of(room.division, Role.CONTRIBUTOR)
    sync_access(subsite=room.site.subsite, by=None, at=AT)
    other = Writing(room, colleague)
    other.key = writing.key
    other.send("Bài của người khác")
    assert drafts() == ["Bài của người khác", TITLE]
    mine, theirs = ArticlePage.objects.order_by("pk")
    assert mine.translation_key != theirs.translation_key
    assert mine.revisions.count() == 1


def test_a_text_that_is_the_deciders_by_now_is_not_written_over(room: Newsroom) -> None:
    """Neither page is made twice: what was typed stays in the form, with the reason."""
    writing = Writing(room, room.writer)
    writing.send(event_on="2026-03-11", summary="Lịch tiếp công dân.")
    page = ArticlePage.objects.get()
    state = room.at_board(page)
    told = writing.send("Viết đè", headers=JSON)
    assert (told.status_code, told.json()["success"]) == (400, False)
    shown = BeautifulSoup(writing.send("Viết đè").content, "html.parser")
    assert [field["value"] for field in shown.select("input[name=title]")] == ["Viết đè"]
    assert "khóa" in shown.select_one(".messages").get_text()
    assert drafts() == [TITLE]
    assert ArticlePage.objects.get(pk=page.pk).latest_revision_id == state.revision_id


def test_a_page_that_is_gone_for_its_writer_makes_room_for_another(room: Newsroom) -> None:
    writing = Writing(room, room.writer)
    writing.send()
    page = ArticlePage.objects.get()
    writing.client.post(reverse("wagtailadmin_pages:delete", args=(page.pk,)))
    answer = writing.send("Viết lại")
    assert answer.status_code == 302
    assert "Viết lại" in drafts()
