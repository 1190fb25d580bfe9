"""What no screen of the admin sends is refused with a sentence, and is no server error."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.subsites.actions import sync_access
from news.models import ArticlePage
from tests.factories.moderation import AT, a_newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    room = a_newsroom()
    room.draft(title="+1+1|cmd")
    sync_access(subsite=room.site.subsite, by=None, at=AT)
    client = Client(headers={"accept-language": "vi"})
    client.force_login(room.office)
    return client


@pytest.mark.parametrize(
    ("door", "sent"),
    [
        ("/admin/choose-external-link/", {}),
        ("/admin/pages/{page}/copy/", {}),
        ("/admin/pages/{page}/lock/", {"next": "9" * 20}),
        ("/admin/pages/{page}/lock/", {"next": "nowhere"}),
    ],
)
def test_a_form_that_did_not_come_whole_is_refused(office: Client, door: str, sent: dict[str, str]) -> None:
    page = ArticlePage.objects.get()
    answer = office.post(door.format(page=page.pk), sent)
    assert (answer.status_code, "Biểu mẫu gửi đến không đủ" in answer.content.decode()) == (400, True)
    page.refresh_from_db()
    assert (page.locked, Page.objects.filter(title=page.title).count()) == (False, 1)


@pytest.mark.parametrize("kind", ["news/genre", "news/topic", "procedures/agency"])
def test_a_chooser_that_makes_nothing_has_no_door_for_it(office: Client, kind: str) -> None:
    assert office.post(f"/admin/snippets/choose/{kind}/create/").status_code == 404


def test_a_title_in_wagtails_own_exports_is_no_formula(office: Client) -> None:
    for report in ("wagtailadmin_reports:aging_pages", "wagtailadmin_reports:site_history"):
        rows = b"".join(office.get(reverse(report), {"export": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
        assert "+1+1|cmd" not in rows.replace("'+1+1|cmd", ""), report
    assert "'+1+1|cmd" in rows


def test_a_public_alias_becomes_nobodys_page(office: Client) -> None:
    """On its own it would outlive the withdrawal of its source."""
    room = a_newsroom("city", hostname="city.localhost", is_default=False)
    sync_access(subsite=room.site.subsite, by=None, at=AT)
    source = room.live()
    alias = source.create_alias(parent=source.get_parent(), update_slug="bi-danh")
    for person in (room.writer, room.head, room.office):
        client = Client()
        client.force_login(person)
        assert client.post(reverse("wagtailadmin_pages:convert_alias", args=(alias.pk,))).status_code == 403
    alias.refresh_from_db()
    assert alias.alias_of_id == source.pk


def test_a_form_of_an_earlier_session_says_so_in_vietnamese(office: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = office.cookies
    answer = strict.post(f"/admin/pages/{ArticlePage.objects.get().pk}/edit/", {"title": "Mới"})
    words = answer.content.decode()
    assert (answer.status_code, "Biểu mẫu này thuộc phiên làm việc trước" in words, "DEBUG" in words) == (
        403,
        True,
        False,
    )


def test_a_form_that_is_too_large_says_how_large_it_may_be(office: Client) -> None:
    answer = office.post(
        f"/admin/pages/{ArticlePage.objects.get().pk}/edit/",
        "summary=" + "a" * 3_000_000,
        content_type="application/x-www-form-urlencoded",
    )
    assert (answer.status_code, "Chữ trong một biểu mẫu không quá 2,5" in answer.content.decode()) == (400, True)
