"""While somebody writes, the form says what is missing; nothing is saved by asking (issue 4, item 3)."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.admin.models import FormState
from wagtail.models import Revision
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from cms.moderation.queries import open_state_of
from cms.subsites.actions import sync_access
from news.models import ArticlePage, Genre
from tests.factories.article_form import article_form
from tests.factories.moderation import AT, Newsroom, a_newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Newsroom:
    made = a_newsroom()
    sync_access(subsite=made.site.subsite, by=None, at=AT)
    return made


@pytest.fixture
def desk(client: Client, room: Newsroom) -> Client:
    client.force_login(room.writer)
    return client


def form(page: ArticlePage, **changes: Any) -> dict[str, Any]:
    """What the browser sends for an article of which nothing is missing."""
    text = ("paragraph", {"text": rich_text("<p>Sở tiếp đoàn công tác.</p>"), "lang": ""})
    values = {
        "title": "Tiếp đoàn công tác",
        "slug": page.slug if page.pk else "",
        "summary": "Sở tiếp đoàn công tác của tỉnh bạn.",
        "department": page.department_id,
        "event_on": "2026-03-11",
        "body": streamfield([text]),
        "authors": authors(page, [("Cộng tác viên A", 100)]),
    }
    return article_form(**{**values, **changes})


def authors(page: ArticlePage, rows: list[tuple[str, int]]) -> Any:
    """The rows of the authors' form: the stored one first, then new ones."""
    stored = [author.pk for author in page.authors.all()] if page.pk else []
    ids = [*stored, *("" for _ in rows)]
    values = [
        {"id": str(pk), "name": name, "account": "", "share": str(share)}
        for pk, (name, share) in zip(ids, rows, strict=False)
    ]
    return inline_formset(values, initial=len(stored))


def ask(desk: Client, page: ArticlePage, **changes: Any) -> dict[str, Any]:
    response = desk.post(reverse("moderation_missing", args=(page.pk,)), form(page, **changes))
    assert response.status_code == 200, response.content[:500]
    answer: dict[str, Any] = response.json()
    return answer


def fields(answer: dict[str, Any]) -> list[str]:
    parts = answer["html"].split('data-missing-field="')[1:]
    return [part.partition('"')[0] for part in parts]


def test_of_a_complete_form_nothing_is_missing(desk: Client, room: Newsroom) -> None:
    answer = ask(desk, room.draft())
    assert (fields(answer), answer["blocks"], answer["says"]) == ([], False, "Không thiếu gì.")


@pytest.mark.requirement("R037", "R040", "R104")
def test_the_answer_is_about_the_form_and_not_about_what_is_stored(desk: Client, room: Newsroom) -> None:
    answer = ask(desk, room.draft(), summary="", event_on="", origin="collected", title="TỐI MẬT")
    assert sorted(fields(answer)) == ["event_on", "source_name", "source_on", "source_url", "summary", "title"]
    assert answer["blocks"] is True
    assert "4" in answer["says"]


def test_asking_saves_nothing(desk: Client, room: Newsroom) -> None:
    page = room.draft()
    before = (Revision.objects.count(), FormState.objects.count(), ArticlePage.objects.get(pk=page.pk).title)
    ask(desk, page, title="Tên khác", authors=authors(page, [("B", 50)]))
    after = (Revision.objects.count(), FormState.objects.count(), ArticlePage.objects.get(pk=page.pk).title)
    assert after == before
    assert [author.name for author in ArticlePage.objects.get(pk=page.pk).authors.all()] == [str(room.writer)]


def test_the_rows_of_the_form_count(desk: Client, room: Newsroom) -> None:
    page = room.draft()
    answer = ask(desk, page, authors=authors(page, [("A", 60), ("B", 30)]))
    assert fields(answer) == ["authors"]
    assert "90" in answer["html"]


def test_an_empty_title_is_missing_and_no_placeholder_is_read(desk: Client, room: Newsroom) -> None:
    answer = ask(desk, room.draft(), title="")
    assert fields(answer) == ["title"]


def test_words_of_the_writer_are_escaped(desk: Client, room: Newsroom) -> None:
    answer = ask(desk, room.draft(), title="<script>alert(1)</script> TỐI MẬT")
    assert "<script>" not in answer["html"]
    assert fields(answer) == ["title"]


@pytest.mark.parametrize(
    "hostile", [{"body-count": "x"}, {"body-count": "1000000000"}, {"authors-TOTAL_FORMS": "x"}, {"department": "0"}]
)
def test_a_hostile_form_is_answered_in_words(desk: Client, room: Newsroom, hostile: dict[str, str]) -> None:
    page = room.draft()
    response = desk.post(reverse("moderation_missing", args=(page.pk,)), {**form(page), **hostile})
    assert response.status_code == 200
    assert response.json()["blocks"] is True


def test_of_a_page_that_does_not_exist_yet(desk: Client, room: Newsroom) -> None:
    parent = room.site.sections["news"]["vi"]
    page = ArticlePage(department=room.division)
    url = reverse("moderation_missing_of_new", args=("news", "articlepage", parent.pk))
    room.draft()  # the vocabulary
    section = parent.section
    section.image_required = True
    section.save()
    count = ArticlePage.objects.count()
    answer = desk.post(url, form(page)).json()
    assert fields(answer) == ["lead_image"]
    assert ArticlePage.objects.count() == count


def test_what_even_a_draft_must_have_is_named(desk: Client, room: Newsroom) -> None:
    """Without it nothing is autosaved: the list said that nothing was missing."""
    answer = ask(desk, room.draft(), genre="")
    assert (fields(answer), answer["blocks"]) == (["genre"], True)
    assert "Thể loại: Không được để trống mục này." in answer["html"]


def test_a_new_article_begins_with_what_a_draft_must_have(desk: Client, room: Newsroom) -> None:
    room.draft()  # the vocabulary
    parent = room.site.sections["news"]["vi"]
    opened = desk.get(reverse("wagtailadmin_pages:add", args=("news", "articlepage", parent.pk)))
    begun = opened.context["form"]
    assert begun["genre"].value() == Genre.objects.values_list("pk", flat=True).first()
    assert begun["department"].value() == room.division.pk
    assert "data-missing-new" in opened.content.decode()


def test_whoever_may_not_edit_learns_nothing(client: Client, room: Newsroom) -> None:
    page = room.draft(title="Chuyện chưa ai được biết")
    elsewhere = a_newsroom("other", hostname="other.example", is_default=False)
    sync_access(subsite=elsewhere.site.subsite, by=None, at=AT)
    for person in (room.other_head, room.member, room.board_head, elsewhere.head):
        client.force_login(person)
        response = client.post(reverse("moderation_missing", args=(page.pk,)), form(page))
        assert response.status_code in {302, 403, 404}, person
        assert "Chuyện chưa" not in response.content.decode()


def test_only_a_post_is_answered(desk: Client, room: Newsroom) -> None:
    assert desk.get(reverse("moderation_missing", args=(room.draft().pk,))).status_code == 405


def test_the_list_stands_beside_the_form_as_it_is_opened(desk: Client, room: Newsroom) -> None:
    page = room.draft()
    html = desk.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).content.decode()
    assert "Còn thiếu gì?" in html
    assert html.count('data-missing-field="summary"') == 1
    assert f'data-missing="{reverse("moderation_missing", args=(page.pk,))}"' in html
    assert 'aria-live="polite"' in html


def test_the_form_of_a_new_page_has_the_list_too(desk: Client, room: Newsroom) -> None:
    parent = room.site.sections["news"]["vi"]
    html = desk.get(reverse("wagtailadmin_pages:add", args=("news", "articlepage", parent.pk))).content.decode()
    assert reverse("moderation_missing_of_new", args=("news", "articlepage", parent.pk)) in html
    assert 'data-missing-field="title"' in html


@pytest.mark.requirement("R104")
def test_a_form_with_a_mark_of_secrecy_is_not_submitted(desk: Client, room: Newsroom) -> None:
    page = room.draft()
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    response = desk.post(url, {**form(page, summary="(Mật) Tình hình biên giới."), "action-submit": "action-submit"})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["summary"]
    assert "“" in str(response.context["form"].errors["summary"])
    assert open_state_of(page) is None


@pytest.mark.requirement("R104")
def test_wagtails_own_form_submits_with_the_declaration_and_not_without(desk: Client, room: Newsroom) -> None:
    page = room.draft()
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    posted = {**form(page), "action-submit": "action-submit"}
    desk.post(url, posted)
    assert open_state_of(page) is None
    desk.post(url, {**posted, "declared_not_secret": "on"})
    state = open_state_of(page)
    assert state is not None
    assert state.workflow_state.submission.declared_not_secret


@pytest.mark.requirement("R038")
def test_a_warning_does_not_keep_a_form_from_being_saved_as_a_draft(desk: Client, room: Newsroom) -> None:
    page = room.draft()
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    response = desk.post(url, form(page, summary="", event_on="", origin="collected"))
    assert response.status_code == 302
    assert list(get_messages(response.wsgi_request))
    assert ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object().origin == "collected"
