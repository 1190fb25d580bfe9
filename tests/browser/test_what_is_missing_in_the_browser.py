"""“Còn thiếu gì?” beside the form: it follows the typing and leads to the fields, on a desktop and on a phone.

DOCS_PICTURES names a folder for the pictures of docs/requirements.md, when one wants new ones.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Revision

from cms.subsites.actions import sync_access
from news.models import ArticlePage
from tests.factories.accounts import PASSWORD
from tests.factories.moderation import AT, Newsroom, a_newsroom
from tests.factories.pages import PARAGRAPH

pytestmark = [
    pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300),
    pytest.mark.usefixtures("database_beside_the_browser"),
]  # fmt: skip


@pytest.fixture
def room() -> Newsroom:
    made = a_newsroom()
    section = made.site.sections["news"]["vi"].section
    section.image_required = True
    section.save()
    sync_access(subsite=made.site.subsite, by=None, at=AT)
    return made


def open_form(browser: Any, live_server: Any, room: Newsroom, article: ArticlePage, width: int, height: int) -> Any:
    """The form of an article, opened by its writer."""
    context = browser.new_context(locale="vi-VN", viewport={"width": width, "height": height}, base_url=live_server.url)
    tab = context.new_page()
    tab.errors = []
    tab.on("pageerror", lambda error: tab.errors.append(str(error)))
    tab.goto("/admin/login/")
    tab.get_by_label("Tên đăng nhập").fill(room.writer.username)
    tab.get_by_label("Mật khẩu").fill(PASSWORD)
    tab.get_by_role("button", name="Đăng nhập", exact=True).click()
    tab.wait_for_url("**/admin/")
    tab.goto(reverse("wagtailadmin_pages:edit", args=(article.pk,)), wait_until="load")
    return tab


def close(tab: Any) -> None:
    errors = tab.errors
    tab.context.close()
    assert errors == []


def picture(tab: Any, name: str) -> None:
    if folder := os.environ.get("DOCS_PICTURES"):
        tab.screenshot(path=str(Path(folder) / f"{name}.png"))


def line(tab: Any, field: str) -> Any:
    return tab.locator(f'[data-missing-field="{field}"]')


@pytest.mark.requirement("R038", "R040", "R104")
def test_the_list_follows_the_typing_and_leads_to_the_field(browser: Any, live_server: Any, room: Newsroom) -> None:
    article = room.draft(
        title="Tiếp đoàn công tác", body=[PARAGRAPH, {"type": "heading", "value": {"level": "h3", "text": "Nội dung"}}]
    )
    before = Revision.objects.filter(object_id=str(article.pk)).count()
    tab = open_form(browser, live_server, room, article, 1280, 900)
    assert "1 mục phải sửa trước khi gửi duyệt" in tab.inner_text("[data-missing-says]")
    assert line(tab, "summary").count() == 1
    picture(tab, "requirements-1280")

    line(tab, "summary").click()
    tab.wait_for_selector("[name=summary]:focus")
    typed = "Sở tiếp đoàn công tác của tỉnh bạn. (Mật)"
    tab.keyboard.type(typed)
    tab.wait_for_selector('.missing__issue--block [data-missing-field="summary"]')
    assert "Có dấu chỉ độ mật" in line(tab, "summary").inner_text()
    assert tab.inner_text("[data-missing-status]").startswith("2 mục phải sửa")
    assert tab.evaluate("document.activeElement.name") == "summary"

    for _ in range(len(" (Mật)")):
        tab.keyboard.press("Backspace")
    tab.wait_for_selector('[data-missing-field="summary"]', state="detached")

    # A field on another tab of the form.
    line(tab, "event_on").click()
    tab.wait_for_selector("[name=event_on]:focus")
    assert tab.locator("[name=event_on]").is_visible()
    # The list stores nothing; on a slow machine Wagtail's own autosave does meanwhile, in one revision of its own.
    close(tab)
    stored = ArticlePage.objects.get(pk=article.pk)
    autosaved = Revision.objects.filter(object_id=str(article.pk)).count() - before
    assert autosaved <= 1
    assert stored.summary in ({typed, typed.removesuffix(" (Mật)")} if autosaved else {""})


def test_on_a_phone_the_list_is_one_line_that_opens(browser: Any, live_server: Any, room: Newsroom) -> None:
    tab = open_form(browser, live_server, room, room.draft(title="Tiếp đoàn công tác"), 390, 844)
    tab.wait_for_selector(".missing__box:not([open])")
    assert not line(tab, "summary").is_visible()
    tab.locator(".missing__summary").click()
    assert line(tab, "summary").is_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    picture(tab, "requirements-390")
    line(tab, "summary").click()
    tab.wait_for_selector("[name=summary]:focus")
    close(tab)


def test_without_javascript_the_list_is_there(browser: Any, live_server: Any, room: Newsroom) -> None:
    article = room.draft(title="Tiếp đoàn công tác")
    tab = open_form(browser, live_server, room, article, 1280, 900)
    state = tab.context.storage_state()
    close(tab)
    context = browser.new_context(java_script_enabled=False, storage_state=state, base_url=live_server.url)
    plain = context.new_page()
    plain.goto(reverse("wagtailadmin_pages:edit", args=(article.pk,)))
    assert plain.locator(".missing__issue").count() == 3
    assert line(plain, "summary").is_visible()
    context.close()
