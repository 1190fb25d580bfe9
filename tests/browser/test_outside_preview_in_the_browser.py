"""An editor clicks through to the draft on the agency's own front end; on a phone a list of tokens can be read."""

import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from cms.subsites.actions import set_outside_preview, sync_access
from tests.factories.accounts import PASSWORD
from tests.factories.moderation import AT, Newsroom, a_newsroom
from tests.factories.tokens import a_token, bearer

pytestmark = [
    pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300),
    pytest.mark.usefixtures("database_beside_the_browser"),
]  # fmt: skip
FRONT = "https://front.example/preview"


@pytest.fixture
def room() -> Newsroom:
    made = a_newsroom()
    sync_access(subsite=made.site.subsite, by=None, at=AT)
    set_outside_preview(subsite=made.site.subsite, address=FRONT, token_place="fragment", by=None, at=AT)
    return made


def tab_of(browser: Any, live_server: Any, username: str, *, width: int) -> Any:
    """A window in which the person has logged in; the front end's address answers an empty page."""
    context = browser.new_context(locale="vi-VN", viewport={"width": width, "height": 844}, base_url=live_server.url)
    context.route(f"{FRONT}**", lambda route: route.fulfill(content_type="text/html", body="<title>front</title>"))
    tab = context.new_page()
    tab.goto("/admin/login/")
    tab.get_by_label("Tên đăng nhập").fill(username)
    tab.get_by_label("Mật khẩu").fill(PASSWORD)
    tab.get_by_role("button", name="Đăng nhập", exact=True).click()
    tab.wait_for_url("**/admin/")
    return tab


def test_the_button_leads_to_the_draft_on_the_front_end(browser: Any, live_server: Any, room: Newsroom) -> None:
    page = room.draft(title="Bản nháp trên trang ngoài")
    _token, program = a_token(room.site.subsite, scopes=("preview",))
    tab = tab_of(browser, live_server, room.writer.username, width=1280)
    tab.goto(reverse("wagtailadmin_pages:edit", args=(page.pk,)), wait_until="load")
    link = tab.get_by_role("link", name="Xem trước ở trang ngoài")
    toggle = tab.locator('[data-controller~="w-dropdown"]', has=tab.locator("a", has_text="Xem trước ở trang ngoài"))
    toggle.locator("button").first.click()
    with tab.context.expect_page() as opened:
        link.click()
    front = opened.value
    front.wait_for_url(f"{FRONT}**")
    fragment = urlsplit(front.url).fragment
    assert fragment.startswith("preview=")
    token = fragment.removeprefix("preview=")
    shown = Client().get("/api/v1/preview/", {"token": token}, headers=bearer(program))
    assert (shown.status_code, shown.json()["title"]) == (200, "Bản nháp trên trang ngoài")
    tab.context.close()
    time.sleep(1)


def test_the_list_of_tokens_scrolls_on_a_phone(browser: Any, live_server: Any, room: Newsroom) -> None:
    a_token(room.site.subsite, scopes=("read",))
    tab = tab_of(browser, live_server, room.office.username, width=390)
    tab.goto(reverse("api_tokens:index"), wait_until="load")
    table = tab.locator("table.listing").first
    assert table.evaluate("table => table.scrollWidth > table.clientWidth && table.clientWidth <= innerWidth")
    assert table.evaluate("table => { table.scrollLeft = 9999; return table.scrollLeft }") > 0
    tab.context.close()
    time.sleep(1)
