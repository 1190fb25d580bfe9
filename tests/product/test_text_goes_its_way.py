"""A text goes from its writer through head and board to the public, each in their own browser (R069).

The public asks at once and once: what is not there yet fails. How long an answer takes is for `benchmarks`.
"""

import re
import time
from typing import Any

import pytest

from tests.product.conftest import Product, log_in
from tests.product.test_editor_writes import row, section_page_id

pytestmark = [pytest.mark.browser]


def write(page: Any, product: Product, title: str) -> None:
    """Fill in a new article as far as its form asks, and press "submit for review"."""
    page.goto(f"{product.url}/admin/pages/add/news/articlepage/{section_page_id(product, 'news')}/")
    page.fill("[name=title]", title)
    page.fill("[name=summary]", "Lịch tiếp công dân của Sở trong tháng.")
    page.get_by_role("tab", name="Tác giả").click()
    page.fill("[name=authors-0-name]", "Cộng tác viên A")
    page.locator("footer button[aria-expanded]").click()
    with page.expect_navigation(url=re.compile("/submit/$")):
        page.locator("button[name=action-review]").click()


def approve(browser: Any, product: Product, username: str, title: str, comment: str) -> str:
    """Find the task in one's list, read it, confirm, approve; where that leads."""
    page = log_in(browser, product, username)
    page.goto(f"{product.url}/admin/moderation/tasks/")
    page.get_by_role("link", name=title).click()
    page.wait_for_url(re.compile(r"/admin/moderation/tasks/\d+/$"))
    for box in page.locator("input[name=checklist]").all():
        box.check()
    page.fill("textarea[name=comment]", comment)
    with page.expect_navigation():
        page.locator("button[name=verdict][value=approved]").click()
    said = page.locator("main").inner_text()
    page.context.close()
    return said


def test_a_text_is_written_sent_approved_twice_and_read_at_once(product: Product, browser: Any) -> None:
    title = f"Thông báo lịch tiếp công dân {int(time.time())}"
    writer = log_in(browser, product, "contributor")
    write(writer, product, title)
    page_id = int(re.findall(r"/pages/(\d+)/", writer.url)[0])
    writer.fill("textarea[name=comment]", "Kính chuyển lãnh đạo Văn phòng.")
    writer.check("input[name=declared_not_secret]")
    with writer.expect_navigation(url=re.compile(r"/admin/moderation/tasks/\d+/$")):
        writer.locator("form button[type=submit]", has_text="Gửi duyệt").click()
    assert title in writer.locator("h1").inner_text()
    assert writer.locator("button[value=approved]").count() == 0
    writer.context.close()

    said = approve(browser, product, "department_head", title, "Nội dung chính xác.")
    assert "Bước tiếp theo" in said
    assert row(product, "SELECT live FROM wagtailcore_page WHERE id = ?", page_id) == (0,)

    said = approve(browser, product, "board_member", title, "Đồng ý đăng.")
    assert "Bài đã công khai." in said
    path = row(product, "SELECT path FROM publishing_publisheddocument WHERE page_id = ?", page_id)[0]
    status, _headers, html = product.get(path)
    assert (status, title in html.decode()) == (200, True)
    newest = product.json("/api/v1/documents/?order=-published_at&limit=1")["items"][0]
    assert (newest["title"], newest["path"]) == (title, path)
    section = newest["links"]["section"][0]
    key = product.json(f"/api/v1/documents/{section['content_id']}/")["details"]["key"]
    assert title in product.get(f"/rss/{key}.xml")[2].decode()
