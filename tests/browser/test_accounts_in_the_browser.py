"""Logging in with an app and with a passkey, and a text that outlives its session: in chromium, by keyboard and mouse.

DOCS_PICTURES names a folder for the pictures of docs/accounts.md, when one wants new ones.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from pytest_django import Settings
from wagtail.models import Page

from cms.accounts.models import User
from cms.departments.models import OrgUnit
from cms.departments.roles import Role
from cms.subsites.actions import sync_access
from home.models import StandardPage
from tests.browser.editing import note_when_watched, open_editor
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.second_factor import code_now, give_app
from tests.factories.subsites import OPENED_AT, make_subsite

pytestmark = [
    pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300),
    pytest.mark.usefixtures("database_beside_the_browser"),
]  # fmt: skip
TWO_LOOKS_MS = 4500  # the page looks for changes every two seconds
PASSKEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def agency() -> OrgUnit:
    unit: OrgUnit = OrgUnitFactory(agency=True)
    make_subsite(unit=unit)
    return unit


@pytest.fixture
def head(agency: OrgUnit) -> User:
    return member_of(agency, Role.DEPARTMENT_HEAD)


@pytest.fixture
def page(browser: Any, live_server: Any) -> Iterator[Any]:
    """A tab of a browser of its own; an error in its console fails the test."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900}, base_url=live_server.url)
    note_when_watched(context)
    tab = context.new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    context.close()
    assert errors == []


def picture(tab: Any, name: str) -> None:
    if folder := os.environ.get("DOCS_PICTURES"):
        tab.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def log_in(tab: Any, user: User) -> None:
    tab.goto("/admin/login/")
    tab.get_by_label("Tên đăng nhập").fill(user.username)
    tab.get_by_label("Mật khẩu").fill(PASSWORD)
    tab.get_by_role("button", name="Đăng nhập", exact=True).click()


def is_accessible(tab: Any, axe: str) -> None:
    tab.evaluate("() => Promise.all(document.getAnimations().map((each) => each.finished))")  # messages fade in
    tab.evaluate(axe)
    found = tab.evaluate("() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found["violations"]] == []


def test_a_head_sets_up_an_app_and_comes_in(page: Any, head: User, settings: Settings, axe: str) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    page.goto("/admin/login/")
    is_accessible(page, axe)
    picture(page, "login")
    log_in(page, head)
    page.wait_for_url("**/admin/account/second-factor/**")
    assert "Vai trò của bạn bắt buộc xác thực hai lớp" in page.inner_text("main")
    is_accessible(page, axe)
    picture(page, "second-factor")
    page.get_by_role("link", name="Thiết lập ứng dụng").click()
    is_accessible(page, axe)
    picture(page, "second-factor-app")
    secret = page.inner_text("#authenticator_secret")
    page.get_by_label("Mã của ứng dụng xác thực").fill(code_now(secret))
    page.get_by_role("button", name="Kích hoạt").click()
    page.wait_for_url("**/admin/account/second-factor/codes/")
    assert len(re.findall(r"\b\d{10}\b", page.inner_text("#recovery_codes"))) == 10
    is_accessible(page, axe)
    # Not before the box is ticked.
    page.get_by_role("button", name="Tiếp tục").click()
    assert page.url.endswith("/codes/")
    page.get_by_label("Tôi đã in hoặc chép lại các mã").check()
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url("**/admin/")


def test_next_time_the_code_is_asked_for(page: Any, head: User, settings: Settings, axe: str) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    secret = give_app(head)
    log_in(page, head)
    page.wait_for_url("**/admin/login/second-factor/")
    is_accessible(page, axe)
    picture(page, "second-factor-code")
    page.goto("/admin/")  # a password alone opens nothing
    assert "/admin/login/" in page.url
    page.goto("/admin/login/second-factor/")
    page.get_by_label("Mã").fill(code_now(secret))
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/admin/")
    assert page.goto("/admin/pages/").status == 200


def test_a_passkey_is_added_and_opens_the_admin_without_a_password(
    page: Any, head: User, settings: Settings, axe: str
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEY})
    log_in(page, head)
    page.get_by_role("link", name="Thêm khóa").click()
    is_accessible(page, axe)
    picture(page, "passkey")
    page.get_by_label("Tên gợi nhớ của khóa").fill("Điện thoại cơ quan")
    page.get_by_label("Khóa truy cập: đăng nhập không cần mật khẩu").check()
    page.get_by_role("button", name="Thêm").click()
    page.wait_for_url("**/admin/account/second-factor/codes/")
    page.get_by_label("Tôi đã in hoặc chép lại các mã").check()
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url("**/admin/")
    assert Authenticator.objects.filter(user=head, type="webauthn").count() == 1
    # As the second factor after the password…
    page.context.clear_cookies()
    log_in(page, head)
    page.wait_for_url("**/admin/login/second-factor/")
    page.get_by_role("button", name="Dùng khóa truy cập hoặc khóa bảo mật").click()
    page.wait_for_url("**/admin/")
    # …and alone.
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.wait_for_url("**/admin/")
    page.goto("/admin/pages/")
    assert "/admin/pages/" in page.url


def test_a_device_without_the_key_says_so(page: Any, head: User, settings: Settings) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEY})
    page.goto("/admin/login/")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    told = page.get_by_text("Khóa không phản hồi")
    told.wait_for(timeout=70_000)
    assert told.is_visible()
    assert page.url.endswith("/admin/login/")


def test_the_page_of_the_locked_out_says_when(page: Any, head: User, axe: str) -> None:
    for _ in range(5):
        page.goto("/admin/login/")
        page.get_by_label("Tên đăng nhập").fill(head.username)
        page.get_by_label("Mật khẩu").fill("sai rồi")
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
    assert "Hãy thử lại sau" in page.inner_text("main")
    is_accessible(page, axe)
    picture(page, "locked-out")


def test_the_office_sees_a_person_and_what_they_would_hand_over(
    page: Any, agency: OrgUnit, head: User, axe: str
) -> None:
    office = member_of(agency, Role.STANDING_OFFICE)
    give_app(head)
    log_in(page, office)
    page.wait_for_url("**/admin/")
    page.goto("/admin/organisation/people/")
    picture(page, "people")
    page.get_by_role("link", name=str(head)).first.click()
    page.get_by_role("heading", name="Vai trò", exact=True).wait_for()
    picture(page, "person")
    page.get_by_role("link", name="Bàn giao").click()
    page.get_by_label("Ngày làm việc cuối cùng").wait_for()
    page.get_by_role("button", name="Chọn người").wait_for()
    picture(page, "handover")
    page.evaluate(axe)
    found = page.evaluate("() => axe.run('#main', {runOnly: ['wcag2a', 'wcag2aa']})")
    assert [each["id"] for each in found["violations"]] == []


@pytest.fixture
def text(agency: OrgUnit) -> StandardPage:
    """A draft that somebody is going to write on."""
    root = Page.objects.get(pk=agency.subsites.get().site.root_page_id)
    made = StandardPage(title="Giới thiệu", slug="gioi-thieu-thu", department=agency, locale=root.locale, live=False)
    root.add_child(instance=made)
    made.save_revision()
    return made


@pytest.fixture
def writer(agency: OrgUnit) -> User:
    person: User = UserFactory(admin=True)
    sync_access(subsite=agency.subsites.get(), by=None, at=OPENED_AT)
    return person


def write(tab: Any, title: str) -> None:
    tab.locator("#id_title").fill(title)


def kept_copies(tab: Any) -> list[str]:
    return list(tab.evaluate("() => Object.keys(localStorage).filter((name) => name.startsWith('cong.kept:'))"))


def draft_title(text: StandardPage) -> str:
    return str(Page.objects.get(pk=text.pk).get_latest_revision_as_object().title)


def test_a_text_outlives_its_session(page: Any, writer: User, text: StandardPage) -> None:
    log_in(page, writer)
    page.wait_for_url("**/admin/")
    open_editor(page, f"/admin/pages/{text.pk}/edit/")
    page.context.clear_cookies()
    write(page, "Viết khi phiên đã hết")
    banner = page.locator(".keep-text-banner")
    banner.get_by_text("Phiên đã hết").wait_for()
    picture(page, "session-ended")
    assert draft_title(text) == "Giới thiệu"
    with page.context.expect_page() as opened:
        banner.get_by_role("link", name="Mở đăng nhập ở thẻ mới").click()
    other = opened.value
    log_in(other, writer)
    other.wait_for_url("**/admin/")
    assert page.locator("#id_title").input_value() == "Viết khi phiên đã hết"
    with page.expect_navigation():
        banner.get_by_role("button", name="Tiếp tục và lưu").click()
    assert draft_title(text) == "Viết khi phiên đã hết"


def test_saving_after_the_session_sends_nothing_to_the_login(page: Any, writer: User, text: StandardPage) -> None:
    log_in(page, writer)
    page.wait_for_url("**/admin/")
    open_editor(page, f"/admin/pages/{text.pk}/edit/")
    page.context.clear_cookies()
    page.locator(".action-save").first.click()
    page.locator(".keep-text-banner").get_by_text("Phiên đã hết").wait_for()
    assert f"/admin/pages/{text.pk}/edit/" in page.url


def test_another_account_in_the_same_browser_sends_nothing(page: Any, writer: User, text: StandardPage) -> None:
    log_in(page, writer)
    page.wait_for_url("**/admin/")
    open_editor(page, f"/admin/pages/{text.pk}/edit/")
    page.context.clear_cookies()
    write(page, "Không gửi dưới tên người khác")
    page.locator(".keep-text-banner").get_by_text("Phiên đã hết").wait_for()
    other = page.context.new_page()
    log_in(other, UserFactory(admin=True))
    other.wait_for_url("**/admin/")
    page.locator(".keep-text-banner").get_by_role("button", name="Tiếp tục và lưu").click()
    page.locator(".keep-text-banner").get_by_text("Trình duyệt này đang đăng nhập bằng").wait_for()
    assert draft_title(text) == "Giới thiệu"


def test_what_was_never_saved_is_offered_when_the_page_is_opened_again(
    page: Any, writer: User, text: StandardPage
) -> None:
    log_in(page, writer)
    page.wait_for_url("**/admin/")
    open_editor(page, f"/admin/pages/{text.pk}/edit/")
    page.context.clear_cookies()
    write(page, "Viết rồi đóng máy")
    page.locator(".keep-text-banner").get_by_text("Phiên đã hết").wait_for()
    page.on("dialog", lambda dialog: dialog.accept())
    log_in(page, writer)
    page.wait_for_url("**/admin/")
    page.goto(f"/admin/pages/{text.pk}/edit/")
    assert page.locator("#id_title").input_value() == "Giới thiệu"
    banner = page.locator(".keep-text-banner")
    banner.get_by_text("chưa được lưu").wait_for()
    picture(page, "unsaved-text")
    with page.expect_navigation():
        banner.get_by_role("button", name="Khôi phục").click()
    assert draft_title(text) == "Viết rồi đóng máy"
    open_editor(page, f"/admin/pages/{text.pk}/edit/")
    assert not page.locator(".keep-text-banner").is_visible()


def test_a_saved_text_leaves_no_copy_behind(page: Any, writer: User, text: StandardPage) -> None:
    log_in(page, writer)
    page.wait_for_url("**/admin/")
    open_editor(page, f"/admin/pages/{text.pk}/edit/")
    write(page, "Đã lưu")
    with page.expect_navigation():
        page.locator(".action-save").first.click()
    assert draft_title(text) == "Đã lưu"
    open_editor(page, f"/admin/pages/{text.pk}/edit/")
    page.wait_for_timeout(TWO_LOOKS_MS)
    assert not page.locator(".keep-text-banner").is_visible()
    assert kept_copies(page) == []


def test_what_scripts_write_late_is_nobodys_text(page: Any, writer: User, text: StandardPage) -> None:
    """On a slow machine the editor filled its fields after they were first read: an unsaved text was offered."""
    log_in(page, writer)
    page.wait_for_url("**/admin/")
    open_editor(page, f"/admin/pages/{text.pk}/edit/")
    page.evaluate("() => { document.querySelector('#id_title').value = 'Viết bởi máy' }")
    page.wait_for_timeout(TWO_LOOKS_MS)
    assert kept_copies(page) == []
    page.locator("#id_title").press("End")
    page.keyboard.type("!")
    page.wait_for_function("() => Object.keys(localStorage).some((name) => name.startsWith('cong.kept:'))")
