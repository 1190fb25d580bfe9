"""On a phone a list of tokens can be read to its last column."""

from typing import Any

import pytest
from django.urls import reverse

from cms.subsites.actions import sync_access
from tests.factories.accounts import PASSWORD
from tests.factories.moderation import AT, Newsroom, a_newsroom
from tests.factories.tokens import a_token

pytestmark = [
    pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300),
    pytest.mark.usefixtures("database_beside_the_browser"),
]  # fmt: skip


@pytest.fixture
def room() -> Newsroom:
    made = a_newsroom()
    sync_access(subsite=made.site.subsite, by=None, at=AT)
    return made


def tab_of(browser: Any, live_server: Any, username: str, *, width: int) -> Any:
    """A window in which the person has logged in."""
    context = browser.new_context(locale="vi-VN", viewport={"width": width, "height": 844}, base_url=live_server.url)
    tab = context.new_page()
    tab.goto("/admin/login/")
    tab.get_by_label("Tên đăng nhập").fill(username)
    tab.get_by_label("Mật khẩu").fill(PASSWORD)
    tab.get_by_role("button", name="Đăng nhập", exact=True).click()
    tab.wait_for_url("**/admin/")
    return tab


def test_the_list_of_tokens_scrolls_on_a_phone(browser: Any, live_server: Any, room: Newsroom) -> None:
    a_token(room.site.subsite, scopes=("read",))
    tab = tab_of(browser, live_server, room.office.username, width=390)
    tab.goto(reverse("api_tokens:index"), wait_until="load")
    table = tab.locator("table.listing").first
    assert table.evaluate("table => table.scrollWidth > table.clientWidth && table.clientWidth <= innerWidth")
    assert table.evaluate("table => { table.scrollLeft = 9999; return table.scrollLeft }") > 0
    tab.context.close()
