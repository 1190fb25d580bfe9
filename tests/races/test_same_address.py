"""Two in the admin at the same moment: the same address under the same parent, and a page that is being published."""

import itertools
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.accounts.models import User
from cms.pages.actions import add_page, publish_latest
from cms.pages.tree_locks import lock_pages
from cms.publishing.models import PublishedDocument
from home.models import StandardPage
from tests.factories.pages import AT, ASite, a_site, a_standard_page
from tests.races.threads import PATIENCE, together, wait_until_one_waits

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
PAIRS = 20
A_FEW = 8  # of what goes the same way
TAKEN = "đã được dùng cho một trang khác cùng trang cấp trên"


@pytest.fixture
def site(transactional_db: None) -> ASite:
    # Each test of this kind empties the database, the root of the tree included.
    vi, _ = Locale.objects.get_or_create(language_code="vi")
    Locale.objects.get_or_create(language_code="en")
    if Page.get_first_root_node() is None:
        Page.add_root(instance=Page(title="Root", slug="root", locale=vi))
    return a_site(sections=())


@pytest.fixture
def editors(site: ASite) -> tuple[Client, Client]:
    clients = (Client(), Client())
    for number, client in enumerate(clients):
        client.force_login(User.objects.create_superuser(username=f"editor-{number}", password=None))
    return clients


def page_form(site: ASite, slug: str) -> dict[str, Any]:
    values = {
        "title": "Thủ tục",
        "slug": slug,
        "summary": "",
        "department": site.unit.pk,
        "body": streamfield([("paragraph", {"text": rich_text("<p>a</p>"), "lang": ""})]),
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
        "comments": inline_formset([]),
    }
    return nested_form_data(values)


def one_wins(results: list[Any]) -> None:
    """One went through; the other has a form with an error in Vietnamese."""
    assert not [result for result in results if isinstance(result, Exception)], results
    assert sorted(result.status_code for result in results) == [200, 302]
    refused = next(result for result in results if result.status_code == 200)
    told = refused.content.decode()
    assert TAKEN in told or "đã được dùng dưới trang cấp trên" in told, refused.context["form"].errors


def tree_is_sound() -> bool:
    return not any(Page.find_problems())


def a_parent(site: ASite, title: str) -> Page:
    """A parent without children: its first child is where a stale counter would break the tree."""
    return a_standard_page(site.homes["vi"], title=title)


def a_draft(parent: Page, slug: str, site: ASite) -> StandardPage:
    page = StandardPage(title="Thủ tục", slug=slug, department=site.unit, locale=parent.locale)
    return add_page(page=page, parent=Page.objects.get(pk=parent.pk), by=None, at=AT)


def add_url(parent: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=("home", "standardpage", parent.pk))


def together_for_each_pair(site: ASite, act: Callable[[Page, str, int], list[Any]]) -> None:
    for pair in range(PAIRS):
        parent = a_parent(site, f"Cha {pair}")
        one_wins(act(parent, f"tin-{pair}", pair))
        parent.refresh_from_db()
        assert parent.get_children().filter(slug=f"tin-{pair}").count() == 1
        assert parent.numchild == parent.get_children().count()
    assert tree_is_sound()


def test_two_new_pages_with_one_address(site: ASite, editors: tuple[Client, Client]) -> None:
    def create(parent: Page, slug: str, pair: int) -> list[Any]:
        return together(*[partial(editor.post, add_url(parent), page_form(site, slug)) for editor in editors])

    together_for_each_pair(site, create)
    made = StandardPage.objects.filter(slug__startswith="tin-")
    assert made.count() == PAIRS
    for page in made:
        publish_latest(page=page, by=None, at=AT)
    assert PublishedDocument.objects.filter(page_id__in=made.values("pk")).count() == PAIRS


def test_a_new_page_and_a_copy_with_one_address(site: ASite, editors: tuple[Client, Client]) -> None:
    source = a_draft(site.homes["vi"], "goc", site)

    def create_and_copy(parent: Page, slug: str, pair: int) -> list[Any]:
        copy = reverse("wagtailadmin_pages:copy", args=(source.pk,))
        fields = {
            "new_title": "Bản sao",
            "new_slug": slug,
            "new_parent_page": parent.pk,
            "department": site.unit.pk,
        }
        return together(
            partial(editors[0].post, add_url(parent), page_form(site, slug)), partial(editors[1].post, copy, fields)
        )

    together_for_each_pair(site, create_and_copy)


def test_two_pages_that_are_given_one_address(site: ASite, editors: tuple[Client, Client]) -> None:
    def readdress(parent: Page, slug: str, pair: int) -> list[Any]:
        notes = [a_draft(parent, f"cu-{pair}-{number}", site) for number in range(2)]
        urls = [reverse("wagtailadmin_pages:edit", args=(note.pk,)) for note in notes]
        posts = zip(editors, urls, strict=True)
        return together(*[partial(editor.post, url, page_form(site, slug)) for editor, url in posts])

    together_for_each_pair(site, readdress)


def test_a_page_that_moves_to_where_its_address_is_being_taken(site: ASite, editors: tuple[Client, Client]) -> None:
    for pair in range(A_FEW):
        parent, slug = a_parent(site, f"Cha {pair}"), f"tin-{pair}"
        moving = a_draft(site.homes["vi"], slug, site)
        move = reverse("wagtailadmin_pages:move_confirm", args=(moving.pk, parent.pk))
        results = together(
            partial(editors[0].post, add_url(parent), page_form(site, slug)), partial(editors[1].post, move)
        )

        assert {getattr(result, "status_code", result) for result in results} <= {200, 302}
        parent.refresh_from_db()
        assert parent.get_children().filter(slug=slug).count() == 1
    assert tree_is_sound()


def test_creating_and_deleting_under_one_parent_never_wait_for_each_other(
    site: ASite, editors: tuple[Client, Client]
) -> None:
    numbers = itertools.count()
    parent = a_parent(site, "Cha")
    for pair in range(A_FEW):
        doomed = a_draft(parent, f"sap-xoa-{pair}", site)
        delete = reverse("wagtailadmin_pages:delete", args=(doomed.pk,))
        results = together(
            partial(editors[0].post, add_url(parent), page_form(site, f"moi-{next(numbers)}")),
            partial(editors[1].post, delete),
        )

        assert [getattr(result, "status_code", result) for result in results] == [302, 302]
    assert tree_is_sound()


def bulk_move_url(*pages: Page) -> str:
    query = "&".join(f"id={page.pk}" for page in pages)
    return reverse("wagtail_bulk_action", args=("wagtailcore", "page", "move")) + f"?{query}"


def test_two_bulk_moves_to_one_address(site: ASite, editors: tuple[Client, Client]) -> None:
    for pair in range(PAIRS):
        parent, slug = a_parent(site, f"Đích {pair}"), f"tin-{pair}"
        moving = [a_draft(a_parent(site, f"Nguồn {pair}-{number}"), slug, site) for number in range(2)]
        posts = zip(editors, moving, strict=True)
        results = together(
            *[partial(editor.post, bulk_move_url(page), {"chooser": parent.pk}) for editor, page in posts]
        )

        assert {getattr(result, "status_code", result) for result in results} <= {200, 302}
        parent.refresh_from_db()
        assert parent.get_children().filter(slug=slug).count() == 1
    assert tree_is_sound()


def test_a_bulk_move_asks_again_when_it_has_waited(site: ASite, editors: tuple[Client, Client]) -> None:
    """Its own check found the address free; while it waited for the parent, another page was made there."""
    parent, moving = a_parent(site, "Đích"), a_draft(a_parent(site, "Nguồn"), "tin", site)
    results: list[Any] = []

    def move() -> None:
        try:
            results.append(editors[0].post(bulk_move_url(moving), {"chooser": parent.pk}))
        finally:
            connections.close_all()

    thread = threading.Thread(target=move)
    with transaction.atomic():
        lock_pages([parent])
        thread.start()
        wait_until_one_waits()
        a_draft(parent, "tin", site)
    thread.join(PATIENCE)

    [response] = results
    assert response.status_code == 302
    told = [str(message) for message in get_messages(response.wsgi_request)]
    assert any(TAKEN in message for message in told)
    assert Page.objects.get(pk=parent.pk).get_children().filter(slug="tin").count() == 1
    assert Page.objects.get(pk=moving.pk).get_parent().title == "Nguồn"
    assert tree_is_sound()


def test_an_edit_that_has_waited_for_a_publication_leaves_it_public(
    site: ASite, editors: tuple[Client, Client]
) -> None:
    """Wagtail's view stores the row of a draft as it read it: it must not have read it before it waited."""
    page = a_draft(site.homes["vi"], "tin", site)
    results: list[Any] = []

    def edit() -> None:
        try:
            form = {**page_form(site, "tin"), "title": "Bản mới hơn"}
            results.append(editors[0].post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), form))
        finally:
            connections.close_all()

    thread = threading.Thread(target=edit)
    with transaction.atomic():
        publish_latest(page=StandardPage.objects.get(pk=page.pk), by=None, at=AT)
        thread.start()
        wait_until_one_waits()
    thread.join(PATIENCE)

    assert [response.status_code for response in results] == [302]
    stored = StandardPage.objects.get(pk=page.pk)
    assert (stored.live, stored.title, stored.has_unpublished_changes) == (True, "Thủ tục", True)
    assert stored.get_latest_revision_as_object().title == "Bản mới hơn"
