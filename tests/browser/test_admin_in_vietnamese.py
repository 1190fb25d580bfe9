"""What JavaScript draws in the admin is Vietnamese too: menus, editors, choosers, pickers, the translation editor."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.users.models import UserProfile

from cms.accounts.models import User
from cms.publishing.models import PublishedDocument
from cms.translation.actions import open_request, prepare_request
from cms.translation.models import TranslationRequest
from tests.factories.accounts import UserFactory
from tests.factories.media import ImageFactory
from tests.factories.moderation import Newsroom, a_newsroom
from tests.journeys.english import SHOWN_ATTRIBUTES, english_in

pytestmark = [
    pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300),
    pytest.mark.usefixtures("database_beside_the_browser"),
]  # fmt: skip
# Titles and keys of the rows of this test.
DATA = ("Chuyên mục news", "Section news", "Foreign Affairs", "nguoi-dung", "Division", "Note page", "Backstage page")


@pytest.fixture
def room() -> Newsroom:
    return a_newsroom()


@pytest.fixture
def tab(browser: Any, live_server: Any, room: Newsroom) -> Iterator[Any]:
    """A logged-in tab of a technical administrator."""
    client = Client()
    client.force_login(UserFactory(admin=True, username="quan-tri", display_name="Quản trị kỹ thuật"))
    context = browser.new_context(locale="vi-VN", viewport={"width": 1400, "height": 1000}, base_url=live_server.url)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page = context.new_page()
    yield page
    context.close()


SHOWN = """(attributes) => {
  const texts = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (!element.checkVisibility({visibilityProperty: true}) || element.closest("script, style, iframe")) continue;
      for (const name of attributes) if (element.hasAttribute(name)) texts.push(element.getAttribute(name));
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  return texts.map((text) => text.trim()).filter(Boolean);
}"""


def english(tab: Any) -> dict[str, set[str]]:
    """Every text that stands on the screen now, with its English words."""
    found = {text: english_in(text, DATA) for text in tab.evaluate(SHOWN, list(SHOWN_ATTRIBUTES))}
    return {text: words for text, words in found.items() if words}


def article(room: Newsroom) -> Page:
    return room.draft(title="Tiếp đoàn công tác")


def open_editor(tab: Any, page: Page) -> None:
    tab.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    tab.wait_for_selector(".Draftail-Editor")


def test_the_sidebar_and_the_page_explorer(tab: Any) -> None:
    tab.goto("/admin/")
    tab.get_by_role("button", name="Trang", exact=True).first.click()
    tab.wait_for_selector(".c-page-explorer__item")
    assert english(tab) == {}
    tab.get_by_role("button", name="Trợ giúp").click()
    tab.get_by_role("button", name="Phím tắt").click()
    tab.wait_for_selector(".w-dialog h2:visible")
    assert english(tab) == {}


def test_no_entry_of_the_main_menu_is_cut_off(tab: Any) -> None:
    tab.goto("/admin/")
    labels = tab.locator(".sidebar-main-menu__list > li > * .menuitem-label:visible")
    labels.first.wait_for()
    cut = labels.evaluate_all(
        """all => all.filter(e => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight)
                .map(e => e.textContent)"""
    )
    assert labels.count() > 8
    assert cut == []


def test_the_page_editor_and_its_side_panels(tab: Any, room: Newsroom) -> None:
    open_editor(tab, article(room))
    assert english(tab) == {}
    for name in ("status", "checks", "preview"):
        tab.locator(f"[data-side-panel-toggle='{name}']").first.click()
        tab.wait_for_selector(f"[data-side-panel='{name}']:visible")
        assert english(tab) == {}, name


def test_the_block_chooser(tab: Any, room: Newsroom) -> None:
    open_editor(tab, article(room))
    tab.locator(".c-sf-add-button:visible").first.click()
    tab.wait_for_selector(".w-combobox__option")
    assert english(tab) == {}
    tab.locator(".w-combobox input").fill("khong co")
    tab.get_by_text("Không có kết quả").wait_for()


def test_the_toolbar_of_the_text_editor(tab: Any, room: Newsroom) -> None:
    open_editor(tab, article(room))
    text = tab.locator(".Draftail-Editor [contenteditable=true]").last
    text.click()
    text.press("End")
    text.press("Enter")
    text.type("/")
    tab.wait_for_selector(".w-combobox__option")
    assert english(tab) == {}
    text.press("Escape")
    text.press("ControlOrMeta+a")
    tab.wait_for_selector(".Draftail-ToolbarButton:visible")
    for button in tab.locator(".Draftail-ToolbarButton:visible").all():
        button.hover()
        tab.wait_for_timeout(150)
        assert english(tab) == {}


def test_the_image_and_link_choosers(tab: Any, room: Newsroom) -> None:
    ImageFactory(size=(64, 48), title="Lễ ký kết")
    open_editor(tab, article(room))
    tab.get_by_role("button", name="Chọn ảnh").first.click()
    tab.wait_for_selector(".modal-dialog .image-choice")
    assert english(tab) == {}
    tab.locator(".modal-dialog").get_by_role("tab", name="Tải lên").click()
    assert english(tab) == {}


def test_the_date_picker_writes_the_day_as_vietnamese_write_it(tab: Any, room: Newsroom) -> None:
    open_editor(tab, article(room))
    tab.get_by_role("tab", name="Phân loại").click()
    field = tab.locator("input[name=event_on]")
    field.fill("03/04/2026")
    field.blur()
    field.click()
    picker = tab.locator(".xdsoft_datetimepicker:visible")
    picker.wait_for()
    assert picker.locator("th").all_inner_texts() == ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]
    assert picker.locator(".xdsoft_month span").inner_text() == "Tháng 4"
    assert english(tab) == {}
    picker.locator("td.xdsoft_date:not(.xdsoft_other_month)").get_by_text("21", exact=True).click()
    assert field.input_value() == "21/04/2026"


def test_the_translation_editor(tab: Any, room: Newsroom) -> None:
    page = room.live(article(room))
    document = PublishedDocument.objects.select_related("site__unit").get(content_id=page.translation_key)
    at = timezone.now()
    request = open_request(
        page=page, subsite=document.site, document=document, occasion="asked", triggered_at=at, by=None, at=at
    )
    prepare_request(request=request, at=at)
    target = TranslationRequest.objects.get().target_page
    tab.goto(reverse("wagtailadmin_pages:edit", args=[target.pk]))
    tab.get_by_text("đoạn đã xác nhận").wait_for()
    assert english(tab) == {}


def test_who_chose_english_reads_english(tab: Any, room: Newsroom) -> None:
    profile = UserProfile.get_for_user(User.objects.get(username="quan-tri"))
    profile.preferred_language = "en"
    profile.save()
    open_editor(tab, article(room))
    tab.get_by_text("Collapse all").first.wait_for()  # written by a script, after the editor
    assert {"Save draft", "Pages", "Collapse all"} <= set(tab.evaluate(SHOWN, []))
