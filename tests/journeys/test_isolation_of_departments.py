"""Drafts of one department are nowhere in the admin of another: every list, search, chooser, report and interface."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.departments.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.newsroom import Newsroom, a_newsroom

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R070")]

OTHERS_DRAFTS = ("Bản nháp phòng khác", "Bài phòng khác (nháp)", "ban-nhap-phong-khac")
FOREIGN = ("Bản nháp phường", "Bài phường", "ban-nhap-phuong")
NARROW = (Role.CONTRIBUTOR, Role.SECTION_EDITOR, Role.DEPARTMENT_HEAD, Role.TRANSLATOR)
FINANCE = (Role.FINANCE_ESTIMATE, Role.FINANCE_ALLOCATION, Role.FINANCE_PAYMENT)
WIDE = (Role.BOARD_MEMBER, Role.BOARD_HEAD, Role.STANDING_OFFICE, Role.SECRETARIAT, Role.ADMINISTRATOR)


@pytest.fixture
def room() -> Newsroom:
    return a_newsroom()


def lists(room: Newsroom) -> dict[str, str]:
    """Every address that lists pages, searching for what all titles have in common where it searches."""
    home, news = room.site.homes["vi"].pk, room.pages["section"].pk
    article = ("news", "articlepage")
    root = Page.get_first_root_node().pk
    found = {
        "dashboard": reverse("wagtailadmin_home"),
        "explorer of the root": reverse("wagtailadmin_explore_root"),
        "explorer of the home": reverse("wagtailadmin_explore", args=(home,)),
        "explorer": reverse("wagtailadmin_explore", args=(news,)),
        "explorer by status": reverse("wagtailadmin_explore", args=(news,)) + "?ordering=live",
        "explorer, searched": reverse("wagtailadmin_explore", args=(root,)) + "?q=b&search_all=1",
        "explorer, filtered": reverse("wagtailadmin_explore_results", args=(root,)) + "?has_child_pages=false",
        "search": reverse("wagtailadmin_pages:search") + "?q=b",
        "search by type": reverse("wagtailadmin_pages:search_results") + "?q=b&content_type=news.articlepage",
        "pages of a type": reverse("wagtailadmin_pages:type_use", args=article),
        "chooser": reverse("wagtailadmin_choose_page"),
        "chooser below": reverse("wagtailadmin_choose_page_child", args=(news,)),
        "chooser of articles": reverse("wagtailadmin_choose_page_child", args=(news,)) + "?page_type=news.ArticlePage",
        "chooser, searched": reverse("wagtailadmin_choose_page_search") + "?q=b",
        "parent chooser": reverse("wagtailadmin_choose_page_child", args=(news,)) + "?user_perms=copy_to",
        "move chooser": reverse("wagtailadmin_choose_page_child", args=(news,))
        + f"?user_perms=move_to&target_pages[]={room.pages['own_draft'].pk}",
        "site history": reverse("wagtailadmin_reports:site_history"),
        "site history of drafts": reverse("wagtailadmin_reports:site_history_results") + "?hide_commenting_actions=on",
        "ageing pages": reverse("wagtailadmin_reports:aging_pages"),
        "locked pages": reverse("wagtailadmin_reports:locked_pages"),
        "workflows": reverse("wagtailadmin_reports:workflow"),
        "workflow tasks": reverse("wagtailadmin_reports:workflow_tasks"),
        "types in use": reverse("wagtailadmin_reports:page_types_usage"),
        "translations": reverse("wagtail_localize:translations_report"),
        "interface": "/admin/api/main/pages/?limit=20",
        "interface, below": f"/admin/api/main/pages/?child_of={news}&for_explorer=1",
        "interface, searched": "/admin/api/main/pages/?search=nháp",
        "interface, one": f"/admin/api/main/pages/{room.pages['other_live'].pk}/",
        "bulk of a whole section": reverse("wagtail_bulk_action", args=("wagtailcore", "page", "delete"))
        + f"?id=all&childOf={news}",
        "bulk of a search": reverse("wagtail_bulk_action", args=("wagtailcore", "page", "move"))
        + f"?id=all&childOf={root}&q=b",
    }
    for kind in ("genre", "topic"):
        model = type(room.pages["own_draft"])._meta.get_field("genre" if kind == "genre" else "topics").related_model
        found[f"use of a {kind}"] = reverse(f"wagtailsnippets_news_{kind}:usage", args=(model.objects.first().pk,))
    return found


def leaks(client: Client, addresses: dict[str, str], words: tuple[str, ...]) -> dict[str, list[str]]:
    found = {}
    for name, address in addresses.items():
        response = client.get(address, HTTP_ACCEPT="text/html,application/json", follow=True)
        assert response.status_code < 500, (name, response.status_code)
        said = [word for word in words if word in text_of(response)]
        if said:
            found[name] = said
    return found


def text_of(response: object) -> str:
    """What an answer says, with the letters that scripts write as numbers."""
    text: str = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda escaped: chr(int(escaped[1], 16)), text)


@pytest.mark.parametrize("role", [*NARROW, *FINANCE])
def test_no_list_shows_a_draft_of_another_department(room: Newsroom, client: Client, role: str) -> None:
    client.force_login(room.people[role])
    words = OTHERS_DRAFTS + FOREIGN + (("Bản nháp của mình", "(nháp)") if role in FINANCE else ())
    assert leaks(client, lists(room), words) == {}


@pytest.mark.parametrize("role", WIDE)
def test_no_list_shows_a_page_of_another_agency(room: Newsroom, client: Client, role: str) -> None:
    client.force_login(room.people[role])
    assert leaks(client, lists(room), FOREIGN) == {}


def test_the_lists_are_the_ones_that_would_show_them(room: Newsroom, client: Client) -> None:
    """The control: to a superuser nearly every one of these addresses shows a draft that it hides from others."""
    client.force_login(UserFactory(admin=True))
    silent = set(lists(room)) - set(leaks(client, lists(room), OTHERS_DRAFTS))
    assert silent == {
        "dashboard",  # only what one did oneself
        "explorer of the root",
        "explorer of the home",
        "chooser",
        "ageing pages",  # of live pages, by their live titles
        "locked pages",
        "workflows",
        "workflow tasks",
        "types in use",
        "translations",
        "use of a topic",
        "interface, one",
    }


@pytest.mark.parametrize("role", NARROW)
def test_writers_find_their_own_drafts_and_what_is_live_of_others(room: Newsroom, client: Client, role: str) -> None:
    client.force_login(room.people[role])
    for address in ("explorer", "chooser below", "interface, below", "search", "chooser, searched"):
        said = leaks(client, {address: lists(room)[address]}, ("Bản nháp của mình", "Bài phòng khác (sống)"))
        assert said == {address: ["Bản nháp của mình", "Bài phòng khác (sống)"]}, address
