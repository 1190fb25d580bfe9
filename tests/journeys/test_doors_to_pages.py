"""Every door of the admin that leads to a page, and who it opens to: own, other department, other agency × role.

The table is written by hand; the policy and the gate never read it.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Page, PageViewRestriction

from cms.bin.models import BinPage
from cms.departments.roles import Role
from cms.publishing.models import PublishedDocument
from news.models import ArticlePage
from tests.factories.accounts import UserFactory
from tests.factories.newsroom import Newsroom, a_newsroom

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R070")]

WRITERS = {"contributor", "section_editor", "department_head"}
BOARD = {"board_member", "board_head"}
KEEPERS = {"secretariat", "standing_office", "administrator"}
DECIDERS = {"board_head", "standing_office"}
VIEWERS = WRITERS | {"translator"} | BOARD | KEEPERS
LOCKERS = {"department_head", "secretariat", "standing_office"}
PAGES = ("own_draft", "own_live", "other_draft", "other_live", "foreign_draft", "foreign_live", "section")


@dataclass(frozen=True)
class Door:
    """name of the view → who is let in to which page; whoever is not written is refused."""

    view: str
    opens: dict[str, set[str]]
    more: Callable[[Page], tuple[Any, ...]] = lambda page: ()


def _revision(page: Page) -> tuple[Any, ...]:
    return (page.latest_revision_id,)


SEEN = {"own_draft": VIEWERS, "own_live": VIEWERS, "other_draft": BOARD | KEEPERS, "other_live": BOARD | KEEPERS}
SEEN["section"] = VIEWERS
EDITED = {"own_draft": WRITERS | KEEPERS, "own_live": WRITERS | KEEPERS, "other_draft": KEEPERS, "other_live": KEEPERS}
EDITED["section"] = KEEPERS
DECIDED = dict.fromkeys(("own_draft", "own_live", "other_draft", "other_live", "section"), DECIDERS)
LIVE = dict.fromkeys(("own_live", "other_live", "section"), DECIDERS)
LOCKED = {"own_draft": LOCKERS, "own_live": LOCKERS} | {
    name: LOCKERS - {"department_head"} for name in ("other_draft", "other_live", "section")
}
DOORS = {
    "explore": Door("wagtailadmin_explore", {**SEEN, "section": VIEWERS}),
    "edit": Door("wagtailadmin_pages:edit", EDITED),
    "preview": Door("wagtailadmin_pages:preview_on_edit", EDITED),
    "draft": Door("wagtailadmin_pages:view_draft", SEEN),
    "history": Door("wagtailadmin_pages:history", SEEN),
    "usage": Door("wagtailadmin_pages:usage", SEEN),
    "reviews": Door("wagtailadmin_pages:workflow_history", SEEN),
    "version": Door("wagtailadmin_pages:revisions_view", SEEN, _revision),
    "compare": Door("wagtailadmin_pages:revisions_compare", SEEN, lambda page: ("live", "latest")),
    "revert": Door("wagtailadmin_pages:revisions_revert", EDITED, _revision),
    "delete": Door("wagtailadmin_pages:delete", {"own_draft": WRITERS | KEEPERS, "other_draft": KEEPERS, **LIVE}),
    "unpublish": Door("wagtailadmin_pages:unpublish", LIVE),
    "privacy": Door("wagtailadmin_pages:set_privacy", DECIDED),
    "move": Door("wagtailadmin_pages:move", {"own_draft": WRITERS | KEEPERS, "other_draft": KEEPERS, **LIVE}),
    "copy": Door("wagtailadmin_pages:copy", SEEN),
    "translate": Door(
        "wagtail_localize:submit_page_translation",
        {
            "own_draft": WRITERS | {"translator"} | KEEPERS,
            "own_live": WRITERS | {"translator"} | KEEPERS,
            "other_draft": KEEPERS,
            "other_live": KEEPERS,
            "section": KEEPERS,
        },
    ),
}


@pytest.fixture
def room() -> Newsroom:
    return a_newsroom()


def address(door: Door, page: Page) -> str:
    return reverse(door.view, args=(page.pk, *door.more(page)))


@pytest.mark.parametrize("name", DOORS)
def test_a_door_opens_to_those_who_are_written_here(room: Newsroom, name: str) -> None:
    door = DOORS[name]
    entered: dict[str, set[str]] = {}
    for role in Role.values:
        client = Client()
        client.force_login(room.people[role])
        for key in PAGES:
            response = client.get(address(door, room.pages[key]))
            assert response.status_code in {200, 302, 403, 404}, (role, key, response.status_code)
            if response.status_code == 200:
                entered.setdefault(key, set()).add(role)
    assert entered == door.opens


@pytest.mark.parametrize("role", [*Role.values, "superuser"])
def test_nobody_makes_a_text_live_by_any_post(room: Newsroom, role: str) -> None:
    """Every post of Wagtail and wagtail-localize that publishes, schedules or copies to live."""
    client = Client()
    client.force_login(UserFactory(admin=True) if role == "superuser" else room.people[role])
    page, section = room.pages["own_draft"], room.pages["section"]
    live = set(Page.objects.live().values_list("pk", flat=True))
    documents = PublishedDocument.objects.count()
    posts: list[tuple[str, dict[str, Any]]] = [
        (reverse("wagtailadmin_pages:edit", args=(page.pk,)), {"action-publish": "1", "title": "x", "slug": "x"}),
        (reverse("wagtailadmin_pages:edit", args=(page.pk,)), {"action": "publish"}),
        (reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish")) + f"?id={page.pk}", {}),
        (
            reverse("wagtailadmin_pages:copy", args=(room.pages["own_live"].pk,)),
            {
                "new_title": "x",
                "new_slug": "x",
                "new_parent_page": section.pk,
                "publish_copies": "on",
                "department": room.own.pk,
            },
        ),
        (f"/admin/api/main/pages/{page.pk}/action/publish/", {}),
        (f"/admin/api/main/pages/{room.pages['own_live'].pk}/action/copy/", {"keep_live": "true", "slug": "y"}),
        (f"/admin/api/main/pages/{room.pages['own_live'].pk}/action/create_alias/", {"update_slug": "z"}),
    ]
    for url, data in posts:
        response = client.post(url, data)
        assert response.status_code < 500, url
    assert set(Page.objects.live().values_list("pk", flat=True)) == live
    assert PublishedDocument.objects.count() == documents


def test_what_is_refused_says_why_in_vietnamese(room: Newsroom, client: Client) -> None:
    client.force_login(room.people["contributor"])
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish")) + f"?id={room.pages['own_draft'].pk}"
    response = client.post(url)
    assert response.status_code == 403
    assert "bài chỉ được đăng công khai sau khi Ban Biên tập phê duyệt" in response.content.decode()
    as_script = client.post(url, headers={"Accept": "application/json"})
    assert as_script.json()["error_message"].startswith("Không xuất bản được từ đây")


def test_a_page_that_one_cannot_find_is_like_one_that_is_not_there(room: Newsroom, client: Client) -> None:
    client.force_login(room.people["contributor"])
    nowhere = Page.objects.order_by("-pk").first().pk + 1000
    for view in ("edit", "history", "copy", "delete", "view_draft"):
        hidden = client.get(reverse(f"wagtailadmin_pages:{view}", args=(room.pages["other_draft"].pk,)))
        absent = client.get(reverse(f"wagtailadmin_pages:{view}", args=(nowhere,)))
        assert (hidden.status_code, hidden.content) == (404, absent.content), view


def test_a_copy_is_a_draft_of_the_unit_of_whoever_copies(room: Newsroom, client: Client) -> None:
    source = room.pages["own_live"]
    client.force_login(room.people["contributor"])
    url = reverse("wagtailadmin_pages:copy", args=(source.pk,))
    fields = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": room.pages["section"].pk}
    screen = client.get(url)
    for name in screen.context["form"].fields:  # what may be wrong can be put right on the screen
        assert f'name="{name}"' in screen.content.decode()
    refused = client.post(url, {**fields, "department": room.other.pk})
    assert "department" in refused.context["form"].errors
    assert (
        client.post(url, {**fields, "department": room.own.pk, "publish_copies": "on", "alias": "on"}).status_code
        == 403
    )
    assert client.post(url, {**fields, "department": room.own.pk, "publish_copies": "on"}).status_code == 302
    copy = ArticlePage.objects.get(slug="ban-sao")
    assert (copy.live, copy.department, copy.alias_of) == (False, room.own, None)
    assert copy.get_latest_revision_as_object().department == room.own


def test_a_keeper_files_the_copy_of_another_departments_text_where_they_say(room: Newsroom, client: Client) -> None:
    client.force_login(room.people["secretariat"])
    fields = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": room.pages["section"].pk}
    url = reverse("wagtailadmin_pages:copy", args=(room.pages["other_live"].pk,))
    assert client.post(url, {**fields, "department": room.own.pk}).status_code == 302
    copy = ArticlePage.objects.get(slug="ban-sao")
    assert (copy.live, copy.department_id) == (False, room.own.pk)
    assert copy.get_latest_revision_as_object().department_id == room.own.pk


@pytest.mark.parametrize(("role", "answer"), [("contributor", 403), ("secretariat", 403), ("standing_office", 302)])
def test_an_alias_is_for_those_who_decide(room: Newsroom, client: Client, role: str, answer: int) -> None:
    client.force_login(room.people[role])
    fields = {"new_title": "x", "new_slug": "bi-danh", "new_parent_page": room.pages["section"].pk, "alias": "on"}
    response = client.post(reverse("wagtailadmin_pages:copy", args=(room.pages["own_live"].pk,)), fields)
    assert response.status_code == answer
    assert ArticlePage.objects.filter(slug="bi-danh", alias_of=room.pages["own_live"].pk).exists() is (answer == 302)


def test_a_live_page_is_deleted_only_with_a_public_reason(room: Newsroom, client: Client) -> None:
    client.force_login(room.people["board_head"])
    page = room.pages["own_live"]
    delete = reverse("wagtailadmin_pages:delete", args=(page.pk,))
    assert client.post(delete).status_code == 409
    bulk = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "delete")) + f"?id={page.pk}"
    assert client.post(bulk).status_code == 302
    assert Page.objects.filter(pk=page.pk, live=True, path__startswith=room.pages["section"].path).exists()
    assert client.post(delete, {"reason": "Nhầm"}).status_code == 302
    assert Page.objects.get(pk=page.pk).get_parent().specific_class is BinPage
    assert not Page.objects.get(pk=page.pk).live


@pytest.mark.parametrize("role", ["contributor", "secretariat", "administrator"])
def test_privacy_and_places_of_live_pages_are_for_those_who_decide(room: Newsroom, client: Client, role: str) -> None:
    client.force_login(room.people[role])
    page, home = room.pages["own_live"], room.pages["home"]
    assert (
        client.post(
            reverse("wagtailadmin_pages:set_privacy", args=(page.pk,)), {"restriction_type": "login"}
        ).status_code
        == 403
    )
    english = room.pages["english_section"]
    assert client.post(reverse("wagtailadmin_pages:move_confirm", args=(page.pk, english.pk))).status_code == 403
    bulk = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "move")) + f"?id={page.pk}"
    client.post(bulk, {"chooser": english.pk})
    assert not PageViewRestriction.objects.exists()
    assert Page.objects.get(pk=page.pk).get_parent().pk == room.pages["section"].pk
    assert client.post(
        reverse("wagtailadmin_pages:set_page_position", args=(home.pk,)) + "?position=0"
    ).status_code in {403, 404}


def test_a_page_never_leaves_its_site_through_a_form(room: Newsroom, client: Client) -> None:
    client.force_login(room.people["standing_office"])
    foreign = room.foreign_site.sections["news"]["vi"]
    for page in (room.pages["own_draft"], room.pages["own_live"]):
        url = reverse("wagtailadmin_pages:move_confirm", args=(page.pk, foreign.pk))
        assert client.post(url).status_code == 404
        chosen = client.post(reverse("wagtailadmin_pages:move", args=(page.pk,)), {"new_parent_page": foreign.pk})
        assert chosen.status_code == 404
        assert Page.objects.get(pk=page.pk).get_parent().pk == room.pages["section"].pk


def in_days(days: int) -> str:
    """A moment so many days from now, as the form of a page takes it."""
    return f"{timezone.localtime(timezone.now() + datetime.timedelta(days=days)):%Y-%m-%d 00:00}"


PLANNED = {"go_live_at": in_days(30), "expire_at": in_days(60)}


@pytest.mark.parametrize(
    ("role", "is_kept"), [("contributor", False), ("department_head", True), ("secretariat", True)]
)
def test_moments_of_publication_are_read_from_those_who_may_set_them(
    room: Newsroom, client: Client, role: str, is_kept: bool
) -> None:
    from tests.journeys.test_choosing_media import form

    client.force_login(room.people[role])
    page = room.pages["own_draft"]
    fields = {**form(room.own), "slug": page.slug, **PLANNED}
    assert client.post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), fields).status_code == 302
    draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (draft.go_live_at is not None, draft.expire_at is not None) == (is_kept, is_kept)
    assert not Page.objects.get(pk=page.pk).live


def test_who_may_not_set_the_moments_neither_changes_nor_removes_them(room: Newsroom, client: Client) -> None:
    from tests.journeys.test_choosing_media import form

    page = room.pages["own_draft"]
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    planned = {**form(room.own), "slug": page.slug, **PLANNED}
    client.force_login(room.people["department_head"])
    client.post(url, planned)
    stored = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (stored.go_live_at, stored.expire_at) != (None, None)

    client.force_login(room.people["contributor"])
    for posted in (in_days(20), ""):
        changed = {**planned, "title": "Sửa", "go_live_at": posted, "expire_at": ""}
        assert client.post(url, changed).status_code == 302
        draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
        assert (draft.title, draft.go_live_at, draft.expire_at) == ("Sửa", stored.go_live_at, stored.expire_at)


@pytest.mark.parametrize(
    ("name", "moment", "said"),
    [
        ("go_live_at", "9999-12-31 23:59", "trong vòng một năm"),
        ("go_live_at", in_days(368), "trong vòng một năm"),
        ("go_live_at", "0001-01-01 00:00", "Kiểm tra lại năm"),
        ("expire_at", "9999-12-31 23:59", "trong vòng mười năm"),
        ("expire_at", in_days(3655), "trong vòng mười năm"),
    ],
)
def test_a_moment_that_can_only_be_a_slip_is_refused_and_nothing_is_lost(
    room: Newsroom, client: Client, name: str, moment: str, said: str
) -> None:
    from tests.journeys.test_choosing_media import form

    client.force_login(room.people["department_head"])
    page = room.pages["own_draft"]
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    before = page.revisions.count()
    fields = {**form(room.own), "slug": page.slug, "title": "Chữ vừa gõ"}
    answer = client.post(url, {**fields, name: moment}, headers={"accept-language": "vi"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert said in html
    assert "Chữ vừa gõ" in html
    assert page.revisions.count() == before
    for kept in (in_days(365), in_days(366)):
        assert client.post(url, {**fields, "go_live_at": kept, "expire_at": in_days(3650)}).status_code == 302


def test_what_no_form_offers_is_not_written_however_it_is_posted(room: Newsroom, client: Client) -> None:
    """RELIABILITY 36."""
    from tests.journeys.test_choosing_media import form

    page, other = room.pages["own_draft"], room.people["department_head"]
    names = (
        "owner_id", "live", "locale_id", "translation_key", "first_published_at", "last_published_at", "expired",
        "live_revision_id", "locked", "locked_by_id", "alias_of_id", "content_type_id", "path", "depth", "url_path",
    )  # fmt: skip
    before = Page.objects.values(*names).get(pk=page.pk)
    page.save_revision()
    content = Page.objects.get(pk=page.pk).get_latest_revision().content
    hostile = {
        "owner": other.pk, "live": "on", "locale": room.pages["own_english"].locale_id, "expired": "on",
        "translation_key": str(room.pages["own_live"].translation_key), "first_published_at": "2020-01-01 00:00",
        "last_published_at": "2020-01-01 00:00", "live_revision": 1, "latest_revision": 1, "locked": "on",
        "locked_by": other.pk, "alias_of": room.pages["own_live"].pk, "content_type": 1, "path": "00010001",
        "depth": 2, "url_path": "/", "pk": room.pages["other_draft"].pk, "id": room.pages["other_draft"].pk,
        "approved_by": other.pk, "approved_go_live_at": "2020-01-01 00:00", "filed_under": room.other.pk,
    }  # fmt: skip
    client.force_login(room.people["contributor"])
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    posted = {**form(room.own, slug=page.slug), "title": "Bài sửa", **hostile}
    assert client.post(url, posted).status_code == 302
    assert Page.objects.values(*names).get(pk=page.pk) == before
    saved = Page.objects.get(pk=page.pk).get_latest_revision()
    assert (saved.content["title"], saved.object_id, saved.approved_go_live_at) == ("Bài sửa", str(page.pk), None)
    for name in ("owner", "live", "locale", "translation_key", "first_published_at", "locked", "path", "alias_of"):
        assert saved.content[name] == content[name], name


def test_the_small_requests_of_the_editor_ask_the_policy_too(room: Newsroom, client: Client) -> None:
    """RELIABILITY 37: who is in an editor says what lies there; another department's draft is not even there."""
    ping = "wagtailadmin_editing_sessions:ping"
    client.force_login(room.people["contributor"])

    def asks(name: str) -> int:
        session = EditingSession.objects.create(
            user=room.people["contributor"],
            content_type=room.pages[name].cached_content_type,
            object_id=room.pages[name].pk,
            last_seen_at=timezone.now(),
        )
        address = reverse(ping, args=("news", "articlepage", room.pages[name].pk, session.pk))
        return int(client.post(address).status_code)

    assert asks("own_draft") == 200
    assert {asks("other_draft"), asks("foreign_draft")} <= {302, 403, 404}


def test_a_link_to_a_page_one_cannot_find_is_refused(room: Newsroom, client: Client) -> None:
    from tests.journeys.test_choosing_media import form, rows, streamfield

    client.force_login(room.people["contributor"])
    page = room.pages["own_draft"]
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))

    def linking(target: Page) -> Any:
        body = streamfield([("related", {"title": "", "pages": rows(target.pk)})])
        return client.post(url, form(room.own, slug=page.slug, body=body))

    for hidden in ("other_draft", "foreign_live"):
        response = linking(room.pages[hidden])
        assert list(response.context["form"].errors) == ["body"], hidden
        assert room.pages[hidden].title not in response.content.decode()
    response = linking(room.pages["other_live"])
    assert response.status_code == 302, response.context["form"].errors


@pytest.mark.parametrize("role", ["contributor", "secretariat", "superuser"])
def test_the_editor_of_a_text_offers_no_publishing(room: Newsroom, client: Client, role: str) -> None:
    client.force_login(UserFactory(admin=True) if role == "superuser" else room.people[role])
    html = client.get(reverse("wagtailadmin_pages:edit", args=(room.pages["own_draft"].pk,))).content.decode()
    assert 'name="action-publish"' not in html
    assert client.get(reverse("wagtailadmin_pages:edit", args=(room.pages["own_live"].pk,))).status_code == 200


def test_a_superuser_sees_everything_and_still_does_not_publish(room: Newsroom, client: Client) -> None:
    client.force_login(UserFactory(admin=True))
    for page in room.pages.values():
        assert client.get(reverse("wagtailadmin_pages:history", args=(page.pk,))).status_code == 200
    page = ArticlePage.objects.get(pk=room.pages["own_draft"].pk)
    page.save_revision().publish()  # without a person, as code does
    assert ArticlePage.objects.get(pk=page.pk).live
    assert timezone.now() >= page.latest_revision_created_at


def test_the_explorer_asks_as_many_queries_for_forty_texts_as_for_four(
    room: Newsroom, client: Client, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.factories.pages import ArticlePageFactory

    client.force_login(room.people["contributor"])
    url = reverse("wagtailadmin_explore", args=(room.pages["section"].pk,))
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url)
    for _ in range(36):
        ArticlePageFactory(section_page=room.pages["section"], department=room.own)
    with CaptureQueriesContext(connection) as many:
        response = client.get(url)
    assert len(response.context["object_list"]) == 39
    assert len(many) == len(few), [query["sql"] for query in many.captured_queries][-60:]
    with django_assert_max_num_queries(60):
        client.get(url)
