"""Every public template, on a phone and on a desk: WCAG 2.2 AA by axe, no overflow, no CSP report."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser

WIDTHS = (360, 1280)
PAGES = (
    "/",
    "/en/",
    "/news/",
    "/news/?year=2025",
    "/direction/",
    "/gallery/",
    "/en/about/",
    "/news/bai-0/",
    "/news/bai-1/",
    "/recruitment/bai-6/",
    "/en/news/bai-0/",
    "/news/bai-0/?view=print",
    "/about/gioi-thieu/",
    "/about/lich-su/",
    "/about/tho/",
    "/procedures/",
    "/procedures/?life_event=identity_papers",
    "/procedures/day-du/",
    "/procedures/tran/",
    "/procedures/bai-bo/",
    "/procedures/day-du/?view=print",
    "/procedures/huong-dan/",
    "/en/procedures/",
    "/don-vi/van-phong-so/",
    "/don-vi/phong-cu/",
    "/rss/",
    "/tim-kiem/",
    "/tim-kiem/?q=n&type=article",
    "/tim-kiem/?q=hochieu",
    "/en/search/?q=zzzz",
    "/khong-co/",
    "/da-go/",
    "/errors/503.html",
    "/errors/500.html",
    "/errors/400.html",
    "/errors/403.html",
    "/errors/404_plain.html",
)
MENU_OPENED_ON = ("/", "/news/bai-0/", "/en/news/bai-0/", "/khong-co/")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}}).then(r => r.violations)"


def opened(browser: Any, site: str, path: str, width: int, reports: list[str]) -> Any:
    page = browser.new_page(viewport={"width": width, "height": 900}, locale="vi-VN")
    page.on("console", lambda message: reports.append(message.text))
    page.on("pageerror", lambda error: reports.append(str(error)))
    page.goto(site + path, wait_until="load")
    return page


@pytest.mark.requirement("R105")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(browser: Any, site: str, axe: str, path: str, width: int) -> None:
    reports: list[str] = []
    page = opened(browser, site, path, width, reports)
    page.evaluate(axe)
    found = page.evaluate(RUN, RULES)
    if path in MENU_OPENED_ON:
        page.locator(".menu__all summary").click()
        found += page.evaluate(RUN, RULES)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.close()
    faults = [(each["id"], each["impact"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found]
    assert faults == []
    assert overflow == 0
    assert [report for report in reports if "status of 4" not in report] == []


def test_a_stored_script_does_not_run(browser: Any, site: str) -> None:
    reports: list[str] = []
    page = opened(browser, site, "/news/hostile/", 1280, reports)
    assert page.evaluate("window.__xss") is None
    assert not [report for report in reports if "Content Security Policy" in report]
    page.close()


def test_thumbs_find_what_they_aim_at(browser: Any, site: str) -> None:
    page = opened(browser, site, "/news/", 360, [])
    page.locator(".menu__all summary").click()
    low = page.evaluate(
        "[...document.querySelectorAll('.menu a, summary, .language a, .pager a, .years a, .site-footer a, .brand')]"
        ".filter(e => e.offsetParent !== null).map(e => [e.textContent.trim(), e.getBoundingClientRect().height])"
        ".filter(([, height]) => height < 44)"
    )
    page.close()
    assert low == []


def test_the_keyboard_reaches_the_content_first_and_sees_where_it_is(browser: Any, site: str) -> None:
    page = opened(browser, site, "/news/bai-0/", 1280, [])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.close()


def test_the_menu_opens_without_javascript_and_closes_with_escape(browser: Any, site: str) -> None:
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    plain.goto(site + "/")
    plain.locator(".menu__all summary").click()
    assert plain.locator(".menu__panel a", has_text="Hỏi đáp").is_visible()
    plain.context.close()
    page = opened(browser, site, "/", 360, [])
    page.locator(".menu__all summary").click()
    page.keyboard.press("Escape")
    assert not page.locator(".menu__panel a", has_text="Hỏi đáp").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.close()


def test_every_glyph_of_vietnamese_comes_from_the_own_font(browser: Any, site: str) -> None:
    page = opened(browser, site, "/news/bai-0/", 1280, [])
    loaded = page.evaluate(
        "Promise.all(['400', '600', '700'].map(w => document.fonts.load(w + ' 16px \"Be Vietnam Pro\"', 'ưƠặễđĐ abc')))"
        ".then(sets => sets.map(s => s.map(f => f.status)))"
    )
    page.close()
    assert loaded == [["loaded", "loaded"]] * 3


def test_suggestions_open_while_typing_and_lead_on_by_keyboard(browser: Any, site: str, axe: str) -> None:
    reports: list[str] = []
    page = opened(browser, site, "/", 360, reports)
    box = page.locator("#search-header")
    box.press_sequentially("ho chieu")
    option = page.locator("[role=option]")
    option.first.wait_for()
    assert option.all_inner_texts() == ["Cấp <hộ chiếu> 1.001193"]
    page.evaluate(axe)
    assert page.evaluate(RUN, RULES) == []
    box.press("ArrowDown")
    assert option.first.get_attribute("aria-selected") == "true"
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert reports == []
