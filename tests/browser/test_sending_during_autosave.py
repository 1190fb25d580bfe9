"""A button pressed while autosave is storing: one page, with the newest text, and the writer goes where it leads."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from cms.subsites.actions import sync_access
from news.models import ArticlePage
from tests.browser.editing import note_when_watched, open_editor
from tests.factories.accounts import PASSWORD
from tests.factories.moderation import AT, Newsroom, a_newsroom

pytestmark = [
    pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300),
    pytest.mark.usefixtures("database_beside_the_browser"),
]  # fmt: skip
TITLE = "Thông báo lịch tiếp công dân"
HELD_MS = 3000


@pytest.fixture
def room() -> Newsroom:
    made = a_newsroom()
    sync_access(subsite=made.site.subsite, by=None, at=AT)
    return made


@pytest.fixture
def tab(browser: Any, live_server: Any, room: Newsroom) -> Iterator[Any]:
    """The form of a new article, opened by a writer."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 1000}, base_url=live_server.url)
    note_when_watched(context)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/admin/login/")
    page.fill("input[name=username]", room.writer.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    section = room.site.sections["news"]["vi"]
    open_editor(page, reverse("wagtailadmin_pages:add", args=("news", "articlepage", section.pk)))
    # Without a title nothing is stored yet; department and genre are there.
    page.get_by_role("tab", name="Tác giả").click()
    page.fill("[name=authors-0-name]", "Cộng tác viên A")
    page.get_by_role("tab", name="Nội dung").click()
    yield page
    context.close()
    assert errors == []


def stored_by(route: Any) -> Any:
    """The server's answer to an autosave that stored the page; None for other requests, which go on."""
    request = route.request
    if request.method != "POST" or request.headers.get("accept") != "application/json":
        route.continue_()
        return None
    answer = route.fetch()
    if not answer.json()["success"]:
        route.fulfill(response=answer)
        return None
    return answer


def press_submit(tab: Any) -> None:
    tab.locator("footer button[aria-expanded]").click()
    tab.locator("button[name=action-review]").click(no_wait_after=True)


def arrives_at_the_only_page(tab: Any) -> ArticlePage:
    tab.wait_for_url("**/admin/moderation/pages/*/submit/")
    page = ArticlePage.objects.get()
    assert tab.url.endswith(reverse("moderation_submit", args=(page.pk,)))
    draft: ArticlePage = page.get_latest_revision_as_object()
    return draft


def test_it_waits_for_the_answer_and_goes_on_with_the_stored_page(tab: Any) -> None:
    held: list[str] = []

    def hold(route: Any) -> None:
        answer = stored_by(route)
        if answer is None:
            return
        if not held:
            held.append(tab.url)
            tab.fill("[name=summary]", "Lịch tiếp công dân trong tháng.")
            press_submit(tab)
            tab.wait_for_timeout(HELD_MS)
            held.append(tab.url)
        route.fulfill(response=answer)

    tab.route("**/admin/pages/add/**", hold)
    tab.fill("[name=title]", TITLE)
    draft = arrives_at_the_only_page(tab)
    assert (draft.title, draft.summary) == (TITLE, "Lịch tiếp công dân trong tháng.")
    assert len(set(held)) == 1  # nothing was sent while the answer was out


def test_what_autosave_stored_is_judged_as_the_page_it_is(tab: Any) -> None:
    """Its own address was called taken, by itself, and the page “not saved yet”."""
    assert tab.inner_text(".desk-place__state") == "Trang mới, chưa lưu"
    tab.fill("[name=title]", TITLE)
    tab.wait_for_url("**/admin/pages/*/edit/")
    tab.locator(".desk-place__state", has_text="Bản nháp").wait_for()  # the address changes just before
    address = reverse("moderation_missing", args=(ArticlePage.objects.get().pk,))
    with tab.expect_response(f"**{address}") as answered:
        tab.fill("[name=summary]", "Lịch tiếp công dân trong tháng.")
    assert "Đường dẫn" not in answered.value.json()["html"]
    tab.locator('[data-missing-field="summary"]').wait_for(state="detached")
    assert tab.locator('[data-missing-field="slug"]').count() == 0


def test_an_answer_that_never_came_does_not_make_a_second_page(tab: Any) -> None:
    lost: list[bool] = []

    def lose(route: Any) -> None:
        answer = stored_by(route)
        if answer is not None:
            lost.append(True)
            route.abort()

    tab.route("**/admin/pages/add/**", lose)
    tab.fill("[name=title]", TITLE)
    tab.wait_for_function("() => document.querySelector('#w-autosave-indicator[data-w-autosave-state-value=paused]')")
    while not lost:
        tab.wait_for_timeout(100)
    tab.fill("[name=title]", f"{TITLE} tháng 12")
    press_submit(tab)
    assert arrives_at_the_only_page(tab).title == f"{TITLE} tháng 12"


def test_a_text_that_autosave_stored_is_not_offered_again_at_the_next_new_page(tab: Any) -> None:
    new = tab.url

    def hold(route: Any) -> None:
        answer = stored_by(route)
        if answer is not None:
            tab.wait_for_timeout(HELD_MS)  # meanwhile the browser keeps its copy, under the address of the new page
            route.fulfill(response=answer)

    tab.route("**/admin/pages/add/**", hold)
    tab.fill("[name=title]", TITLE)
    tab.wait_for_url("**/admin/pages/*/edit/")
    tab.locator(".desk-place__state", has_text="Bản nháp").wait_for()
    tab.unroute("**/admin/pages/add/**")
    open_editor(tab, new)
    assert not tab.locator(".keep-text-banner").is_visible()
    assert ArticlePage.objects.count() == 1
