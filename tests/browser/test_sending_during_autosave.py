"""A button pressed while autosave is storing: one page, with the newest text, and the writer goes where it leads."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from cms.subsites.actions import sync_access
from news.models import ArticlePage
from tests.factories.accounts import PASSWORD
from tests.factories.moderation import AT, Newsroom, a_newsroom

pytestmark = [
    pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300),
    pytest.mark.usefixtures("database_beside_the_browser"),
]  # fmt: skip
TITLE = "Thông báo lịch tiếp công dân"
HELD_S = 3.0


@pytest.fixture
def room() -> Newsroom:
    made = a_newsroom()
    sync_access(subsite=made.site.subsite, by=None, at=AT)
    return made


@pytest.fixture
def tab(browser: Any, live_server: Any, room: Newsroom) -> Iterator[Any]:
    """The form of a new article, opened by a writer."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 1000}, base_url=live_server.url)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/admin/login/")
    page.fill("input[name=username]", room.writer.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    section = room.site.sections["news"]["vi"]
    # Wagtail takes what stands in the form two seconds after it was opened for unchanged.
    page.add_init_script("addEventListener('w-unsaved:watch-edits', () => { window.isWatched = true })")
    page.goto(reverse("wagtailadmin_pages:add", args=("news", "articlepage", section.pk)), wait_until="load")
    page.wait_for_function("() => window.isWatched")
    yield page
    context.close()
    time.sleep(1)  # requests of the closed tab end; the tables are emptied next
    assert errors == []


def is_autosave(request: Any) -> bool:
    return request.method == "POST" and request.headers.get("accept") == "application/json"


def test_it_waits_for_the_answer_and_goes_on_with_the_stored_page(tab: Any) -> None:
    def hold(route: Any) -> None:
        if not is_autosave(route.request):
            route.continue_()
            return
        answer = route.fetch()
        # The page that was asked is busy with this route: what it does meanwhile is done from here.
        tab.fill("[name=summary]", "Lịch tiếp công dân trong tháng.")
        tab.locator("footer button[aria-expanded]").click()
        tab.locator("button[name=action-review]").click(no_wait_after=True)
        tab.wait_for_timeout(HELD_S * 1000)
        route.fulfill(response=answer)

    tab.route("**/admin/pages/add/**", hold, times=1)
    tab.fill("[name=title]", TITLE)
    tab.wait_for_url("**/admin/moderation/pages/*/submit/", timeout=60_000)
    page = ArticlePage.objects.get()
    assert page.get_latest_revision_as_object().title == TITLE
    assert page.get_latest_revision_as_object().summary == "Lịch tiếp công dân trong tháng."
    assert tab.url.endswith(reverse("moderation_submit", args=(page.pk,)))


def test_an_answer_that_never_came_does_not_make_a_second_page(tab: Any) -> None:
    lost = threading.Event()

    def lose(route: Any) -> None:
        if is_autosave(route.request) and not lost.is_set():
            route.fetch()  # stored
            lost.set()
            route.abort()
            return
        route.continue_()

    tab.route("**/admin/pages/add/**", lose)
    tab.fill("[name=title]", TITLE)
    tab.wait_for_function("() => document.querySelector('#w-autosave-indicator[data-w-autosave-state-value=paused]')")
    assert lost.is_set()
    tab.locator("footer button[aria-expanded]").click()
    tab.locator("button[name=action-review]").click()
    tab.wait_for_url("**/admin/moderation/pages/*/submit/", timeout=60_000)
    page = ArticlePage.objects.get()
    assert tab.url.endswith(reverse("moderation_submit", args=(page.pk,)))


def test_a_text_that_autosave_stored_is_not_offered_again_at_the_next_new_page(tab: Any) -> None:
    new = tab.url
    tab.route("**/admin/pages/add/**", lambda route: (tab.wait_for_timeout(HELD_S * 1000), route.continue_()))
    tab.fill("[name=title]", TITLE)
    tab.wait_for_url("**/admin/pages/*/edit/", timeout=60_000)
    tab.unroute("**/admin/pages/add/**")
    tab.wait_for_timeout(500)
    tab.goto(new, wait_until="load")
    tab.wait_for_timeout(2500)
    assert not tab.locator(".keep-text-banner").is_visible()
    assert ArticlePage.objects.count() == 1
