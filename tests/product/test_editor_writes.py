"""What an editor meets first: the form of a new article in a real browser."""

import sqlite3
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.product.conftest import Product, log_in

pytestmark = [pytest.mark.browser]


def row(product: Product, sql: str, *values: object) -> Any:
    """The first row of a question to the copy's own database."""
    with sqlite3.connect(f"file:{product.var_dir}/db.sqlite3?mode=ro", uri=True) as db:
        return db.execute(sql, values).fetchone()


def section_page_id(product: Product, key: str) -> int:
    found = row(
        product,
        "SELECT s.page_ptr_id FROM news_sectionpage s JOIN editorial_section e ON e.id = s.section_id"
        " JOIN wagtailcore_page p ON p.id = s.page_ptr_id"
        " JOIN wagtailcore_locale l ON l.id = p.locale_id WHERE e.key = ? AND l.language_code = 'vi'",
        key,
    )
    return int(found[0])


def test_a_title_typed_in_vietnamese_makes_its_slug(product: Product, browser: Any) -> None:
    page = log_in(browser, product, "contributor")
    page.goto(f"{product.url}/admin/pages/add/news/articlepage/{section_page_id(product, 'news')}/")
    page.locator("[name=title]").press_sequentially("Đăng ký kết hôn ở nước ngoài")
    page.locator("[name=title]").blur()
    expect(page.locator("[name=slug]")).to_have_value("dang-ky-ket-hon-o-nuoc-ngoai")
    page.context.close()
