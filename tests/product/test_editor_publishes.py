"""The outcome of the whole: an editor publishes, and within a second everyone can read it."""

import json
import time
from typing import Any

import pytest

from tests.product.conftest import Product, log_in

pytestmark = pytest.mark.browser


def test_a_title_typed_in_vietnamese_makes_its_slug(product: Product, browser: Any) -> None:
    page = log_in(browser, product, "contributor")
    section = section_page_id(product, "news")
    page.goto(f"{product.url}/admin/pages/add/news/articlepage/{section}/")
    page.locator("[name=title]").press_sequentially("Đăng ký kết hôn ở nước ngoài")
    page.locator("[name=title]").blur()
    page.wait_for_function("document.querySelector('[name=slug]').value !== ''")
    assert page.locator("[name=slug]").input_value() == "dang-ky-ket-hon-o-nuoc-ngoai"
    page.context.close()


def section_page_id(product: Product, key: str) -> int:
    """The Wagtail page of a section, found in the copy's own database."""
    import sqlite3

    with sqlite3.connect(f"file:{product.var_dir}/db.sqlite3?mode=ro", uri=True) as db:
        row = db.execute(
            "SELECT s.page_ptr_id FROM news_sectionpage s JOIN editorial_section e ON e.id = s.section_id"
            " JOIN wagtailcore_page p ON p.id = s.page_ptr_id"
            " JOIN wagtailcore_locale l ON l.id = p.locale_id WHERE e.key = ? AND l.language_code = 'vi'",
            (key,),
        ).fetchone()
    return int(row[0])


_ = (json, time)
