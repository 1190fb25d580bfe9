"""Somebody lets a colleague stand in, with mouse and keyboard: no calendar stands over what comes next."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.departments.models import Delegation
from cms.subsites.actions import sync_access
from tests.factories.accounts import PASSWORD
from tests.factories.moderation import AT, Newsroom, a_newsroom

pytestmark = [
    pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300),
    pytest.mark.usefixtures("database_beside_the_browser"),
]  # fmt: skip


@pytest.fixture
def room() -> Newsroom:
    made = a_newsroom()
    sync_access(subsite=made.site.subsite, by=None, at=AT)
    return made


def no_calendar_stays(tab: Any) -> None:
    tab.wait_for_timeout(400)  # it opens a tenth of a second after the focus
    tab.wait_for_function(
        "() => ![...document.querySelectorAll('.xdsoft_datetimepicker')].some((each) => each.offsetParent)"
    )


@pytest.mark.requirement("R071")
def test_a_delegation_is_made_with_mouse_and_keyboard(browser: Any, live_server: Any, room: Newsroom) -> None:
    today = timezone.localdate()
    for width, height, last in ((1280, 900, 7), (360, 740, 9)):
        context = browser.new_context(
            locale="vi-VN", viewport={"width": width, "height": height}, base_url=live_server.url
        )
        tab = context.new_page()
        tab.goto("/admin/login/")
        tab.get_by_label("Tên đăng nhập").fill(room.head.username)
        tab.get_by_label("Mật khẩu").fill(PASSWORD)
        tab.get_by_role("button", name="Đăng nhập", exact=True).click()
        tab.wait_for_url("**/admin/")
        tab.goto(reverse("moderation_delegations"), wait_until="load")
        tab.get_by_label("Chức trách").select_option(index=1)
        tab.get_by_role("button", name="Chọn người").click()
        tab.get_by_role("link", name=str(room.other_head), exact=True).click()
        tab.locator(".modal").wait_for(state="hidden")
        tab.get_by_label("Lý do").fill("Đi công tác")
        first, until = tab.get_by_label("Từ ngày"), tab.get_by_label("Đến hết ngày")
        begin = today + datetime.timedelta(days=0 if width == 1280 else 8)
        first.click()
        tab.locator(".xdsoft_datetimepicker:visible").wait_for()
        tab.keyboard.press("Escape")
        no_calendar_stays(tab)
        tab.keyboard.type(f"{begin:%d/%m/%Y}", delay=30)
        until.click()
        tab.wait_for_timeout(200)
        tab.keyboard.type(f"{today + datetime.timedelta(days=last):%d/%m/%Y}", delay=30)
        no_calendar_stays(tab)
        assert first.input_value() == f"{begin:%d/%m/%Y}"
        tab.get_by_role("button", name="Lưu", exact=True).click()
        tab.get_by_text(f"từ {begin:%d/%m/%Y} đến hết").wait_for()
        context.close()
    made = list(Delegation.objects.order_by("valid_from").values_list("to_user", "valid_from", "valid_to"))
    assert made == [
        (room.other_head.pk, today, today + datetime.timedelta(days=7)),
        (room.other_head.pk, today + datetime.timedelta(days=8), today + datetime.timedelta(days=9)),
    ]
