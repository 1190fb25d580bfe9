"""In chromium: from a Vietnamese publication to the English page, and through a change of the source."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from cms.subsites.actions import sync_access
from cms.translation.glossary.actions import load_terms
from cms.translation.glossary.term_file import read_terms
from cms.translation.jobs import prepare_texts
from cms.translation.models import TranslationRequest
from news.models import ArticlePage
from tests.factories.moderation import AT, open_step_of
from tests.factories.translation import TranslatingRoom, a_translating_room

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
TITLE = "Hợp pháp hóa lãnh sự"
BODY = [
    {
        "type": "paragraph",
        "id": "0d4b9a52-9a51-4bd4-9a52-3f1f6a1c1a01",
        "value": {"text": "<p>Lệ phí là <b>30.000 đồng</b> một bản.</p>", "lang": ""},
    },
]
# A folder for pictures of the screens; none are kept in an ordinary run.
PICTURES = os.environ.get("CONG_PICTURES", "")


@pytest.fixture(scope="module", autouse=True)
def _database_beside_the_browser() -> Iterator[None]:
    """Playwright's loop stands in this thread; the tests ask the database from it all the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def room() -> TranslatingRoom:
    made = a_translating_room()
    sync_access(subsite=made.newsroom.site.subsite, by=None, at=AT)
    return made


@pytest.fixture
def tab(browser: Any, live_server: Any, room: TranslatingRoom) -> Iterator[Any]:
    """The tab of a translator."""
    client = Client()
    client.force_login(room.translator)
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900}, base_url=live_server.url)
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page = context.new_page()
    yield page
    context.close()


def picture(tab: Any, name: str) -> None:
    if PICTURES:
        tab.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=False)


@pytest.mark.requirement("R077")
def test_from_the_vietnamese_text_to_the_english_page_and_through_a_change(tab: Any, room: TranslatingRoom) -> None:
    page, request = room.public(title=TITLE, summary="Việc làm trong ngày.", body=BODY)
    room.public(title="Tiếp đoàn công tác của thành phố kết nghĩa")
    desk = reverse("translation_desk", args=(request.pk,))
    tab.goto(reverse("wagtailadmin_home"))
    tab.locator("#tr-panel-heading").wait_for()
    picture(tab, "translation-panel-1280")
    tab.goto(reverse("translation_requests"))
    tab.get_by_role("link", name=TITLE, exact=True).wait_for()
    picture(tab, "translation-requests-1280")
    tab.get_by_role("link", name=TITLE, exact=True).click()
    tab.get_by_role("button", name="Bắt đầu dịch").click()
    tab.get_by_text("Bài đang được tách thành các đoạn.").first.wait_for()
    prepare_texts(AT)  # the worker

    title = tab.get_by_label("Tiếng Anh: Tiêu đề", exact=True)
    title.wait_for()  # the page went on by itself
    title.fill("Consular legalisation")
    summary = tab.get_by_label("Tiếng Anh: Tóm tắt", exact=True)
    summary.fill("Done in a day.")
    summary.blur()
    tab.locator("[data-tr-done]", has_text="2").wait_for()
    paragraph = tab.get_by_label("Tiếng Anh: Nội dung", exact=False).first
    paragraph.fill("<script>alert(1)</script>")
    paragraph.blur()
    tab.get_by_text("Không được dùng các thẻ này ở đây").wait_for()
    paragraph.fill("The fee is VND 30,000 a copy.")
    paragraph.evaluate("field => field.setSelectionRange(11, 21)")
    tab.get_by_role("button", name="<b> 30.000 đồng").click()  # the tag of the source, around the chosen words
    assert paragraph.input_value() == "The fee is <b>VND 30,000</b> a copy."
    paragraph.blur()
    tab.locator("[data-tr-done]", has_text="3").wait_for()
    picture(tab, "translation-desk-1280")
    tab.get_by_role("button", name="Gửi duyệt").click()
    tab.wait_for_url("**/moderation/pages/*/submit/")
    tab.locator("input[name=declared_not_secret]").check()
    tab.get_by_role("button", name="Gửi duyệt").last.click()
    tab.wait_for_url(lambda url: "/submit/" not in url)
    state = open_step_of(room.target(request))
    assert TranslationRequest.objects.get(pk=request.pk).state == "in_review"
    while state is not None:
        state = room.newsroom.approve(state)  # type: ignore[assignment]
    assert room.request_of(page).state == "live"

    english = room.target(request).get_url_parts()[2]
    tab.goto(english)
    assert tab.locator("h1").inner_text() == "Consular legalisation"
    assert "VND 30,000" in tab.locator("article").inner_text()
    assert tab.locator('link[rel=alternate][hreflang="vi"]').count() == 1

    changed = ArticlePage.objects.get(pk=page.pk)
    changed.body = [{**BODY[0], "value": {"text": "<p>Lệ phí là <b>40.000 đồng</b> một bản.</p>", "lang": ""}}]
    changed.save_revision(user=room.newsroom.writer)
    room.newsroom.live(changed)
    assert room.request_of(page).state == "stale"
    tab.goto(english)
    tab.get_by_text("Updated in Vietnamese on").wait_for()
    picture(tab, "translation-stale-1280")
    prepare_texts(AT)
    tab.goto(desk)
    assert tab.locator("ins").first.inner_text() == "40"
    assert title.input_value() == "Consular legalisation"
    tab.get_by_role("button", name="Dùng bản dịch cũ").click()
    assert paragraph.input_value() == "The fee is <b>VND 30,000</b> a copy."
    picture(tab, "translation-changed-1280")
    paragraph.fill("The fee is <b>VND 40,000</b> a copy.")
    paragraph.blur()
    tab.locator("[data-tr-done]", has_text="3").wait_for()
    tab.set_viewport_size({"width": 390, "height": 844})
    picture(tab, "translation-desk-390")
    room.published(TranslationRequest.objects.get(pk=request.pk))
    tab.goto(english)
    assert "VND 40,000" in tab.locator("article").inner_text()
    assert tab.get_by_text("Updated in Vietnamese on").count() == 0


def test_the_tools_beside_the_desk_fit_the_screen_and_the_phone(tab: Any, room: TranslatingRoom, settings: Any) -> None:
    """Glossary, files, debt and a machine's suggestions: nothing is cut off at 1280 and at 360 pixels."""
    load_terms(terms=read_terms(), by=None, at=AT)
    settings.TRANSLATION_MACHINE = "dummy"
    _page, request = room.public(title="Sở Ngoại vụ tiếp 3 đoàn khách", summary="Việc làm trong ngày.", body=BODY)
    room.public(title="Tiếp đoàn công tác của thành phố kết nghĩa")
    request = room.prepared(request)
    desk = reverse("translation_desk", args=(request.pk,))
    tab.goto(desk)
    tab.get_by_role("button", name="Gợi ý các câu còn lại").click()
    tab.get_by_text("Máy gợi ý").first.wait_for()
    title = tab.get_by_label("Tiếng Anh: Tiêu đề", exact=True)
    hint = tab.get_by_text("“Sở Ngoại vụ” có tên tiếng Anh chính thức là “Department of Foreign Affairs”.")
    assert hint.is_visible()
    title.fill("The Department of Foreign Affairs receives 3 groups")
    title.blur()
    hint.wait_for(state="detached")  # the words that were stored are looked at anew
    screens = {
        "glossary": reverse("glossary:index"),
        "exchange": reverse("translation_files", args=(request.pk,)),
        "debt": reverse("translation_debt") + "?show=all",
        "machine": desk,
    }
    for width, height in ((1280, 900), (360, 780)):
        tab.set_viewport_size({"width": width, "height": height})
        for name, address in screens.items():
            tab.goto(address)
            tab.locator("main").wait_for()
            picture(tab, f"translation-{name}-{width}")
            wide = tab.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (name, width, wide)


def test_what_was_typed_and_never_saved_is_offered_when_the_desk_is_opened_again(
    tab: Any, room: TranslatingRoom
) -> None:
    _page, request = room.public(title=TITLE, summary="Việc làm trong ngày.", body=BODY)
    request = room.prepared(request)
    desk = reverse("translation_desk", args=(request.pk,))
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.goto(desk)
    title = tab.get_by_label("Tiếng Anh: Tiêu đề", exact=True)
    tab.route("**/save/", lambda route: route.abort())  # leaving a page sends what it can: the power goes
    title.press_sequentially("Consular legal")
    tab.goto(desk)
    tab.unroute("**/save/")
    assert title.input_value() == ""
    offered = tab.locator(".tr-kept")
    assert "Đã gõ ở đây nhưng chưa lưu: Consular legal" in offered.inner_text()
    offered.get_by_role("button", name="Dùng").click()
    assert title.input_value() == "Consular legal"
    title.blur()
    tab.locator("[data-tr-done]", has_text="1").wait_for()
    tab.goto(desk)  # it is with the server: nothing is offered
    assert title.input_value() == "Consular legal"
    assert offered.count() == 0
    tab.route("**/save/", lambda route: route.abort())
    title.fill("Consular")
    tab.goto(desk)
    offered.get_by_role("button", name="Bỏ đi").click()
    tab.goto(desk)
    assert (title.input_value(), offered.count()) == ("Consular legal", 0)
