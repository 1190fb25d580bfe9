"""How values become words and attributes."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context
from django.utils.translation import override

from cms.portal.templatetags.portal import (
    body_html,
    dialled,
    is_another_than,
    lang_of,
    moment,
    not_named_in,
    public_html,
    public_url,
)


@pytest.mark.parametrize(
    ("value", "precision", "locale", "shown"),
    [
        (datetime(2026, 12, 31, 17, 5, tzinfo=UTC), "minute", "vi", "01/01/2027 00:05"),
        (datetime(2026, 12, 31, 16, 59, tzinfo=UTC), "day", "vi", "31/12/2026"),
        ("2026-03-05T09:07:00+07:00", "minute", "vi", "05/03/2026 09:07"),
        ("2026-03-05", "minute", "vi", "05/03/2026"),
        (date(2026, 3, 5), "day", "en", "5 March 2026"),
        ("2026-03-05T09:07:00+07:00", "minute", "en", "5 March 2026, 09:07"),
    ],
)
def test_moments_are_shown_in_hanoi(value: object, precision: str, locale: str, shown: str) -> None:
    with override(locale):
        assert f">{shown}</time>" in moment(Context({"locale": locale}), value, precision)


@pytest.mark.parametrize("value", [None, "", "hôm qua", "<script>", 5, "2026-13-45"])
def test_what_is_no_moment_shows_nothing(value: object) -> None:
    assert moment(Context({"locale": "vi"}), value, "minute") == ""


def test_only_foreign_text_says_its_language() -> None:
    context = Context({"locale": "vi"})
    assert lang_of(context, "vi") == ""
    assert lang_of(context, None) == ""
    assert lang_of(context, "en") == ' lang="en"'
    assert lang_of(context, '"><script>') == ' lang="&quot;&gt;&lt;script&gt;"'


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>Chữ <strong>đậm</strong></p>", "<p>Chữ <strong>đậm</strong></p>"),
        ('<p onclick="x()" style="color:red">a</p>', "<p>a</p>"),
        ("<script>x()</script>b", "b"),
        ('<a href="javascript:x">c</a>', "<a>c</a>"),
        ('<a href="/tin/" rel="noopener external">c</a>', '<a href="/tin/" rel="noopener external">c</a>'),
        ('<iframe src="https://www.youtube-nocookie.com/embed/x"></iframe>d', "d"),
        ('<figure data-player="https://evil.example/">v</figure>', "<figure>v</figure>"),
        ('<th scope="col">e</th>', "e"),
        (None, ""),
        (5, ""),
    ],
)
def test_html_is_cleaned_once_more_on_its_way_out(html: object, shown: str) -> None:
    assert public_html(html) == shown


def test_what_pages_are_made_of_survives_cleaning() -> None:
    html = (
        '<figure class="picture" lang="en"><picture>'
        '<source type="image/avif" srcset="/media/a.avif 400w" sizes="100vw">'
        '<img src="/media/a.jpg" alt="Ảnh" width="4" height="3" loading="lazy" decoding="async"></picture>'
        '<figcaption>Chú thích <span class="credit">Ảnh: A</span></figcaption></figure>'
        '<figure class="video" data-player="https://www.youtube-nocookie.com/embed/abc"><p>v</p></figure>'
        '<div class="table-wrap"><table><caption>B</caption><thead><tr><th scope="col">x</th></tr></thead>'
        "<tbody><tr><td>y</td></tr></tbody></table></div>"
    )
    assert public_html(html) == html


def test_pictures_of_the_print_view_do_not_wait_to_be_scrolled_to() -> None:
    html = '<p>loading="lazy"</p><picture><img src="/media/a.jpg" alt="" loading="lazy" onload="x()"></picture>'
    seen = {is_print: body_html(Context({"meta": SimpleNamespace(is_print=is_print)}), html) for is_print in (0, 1)}
    assert seen[1] == '<p>loading="lazy"</p><picture><img src="/media/a.jpg" alt=""></picture>'
    assert seen[0] == '<p>loading="lazy"</p><picture><img src="/media/a.jpg" alt="" loading="lazy"></picture>'


@pytest.mark.parametrize("value", ["javascript:x", "//evil", "ftp://x", "", None, 5, "data:text/html,x"])
def test_only_web_addresses_become_links(value: object) -> None:
    assert public_url(value) == ""


def test_a_number_is_dialled_without_its_spaces() -> None:
    assert dialled("(0234) 3 822 288") == "02343822288"
    assert dialled("+84 234 382") == "+84234382"


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("08 ngày làm việc", "8 ngày làm việc", False),
        (" 8  Ngày\u00a0làm việc", "8 ngày làm việc", False),
        ("00 ngày", "0 ngày", False),
        ("80 ngày làm việc", "8 ngày làm việc", True),
        ("8 ngày", "8 ngày làm việc", True),
        ("1.000 ngày", "1 ngày", True),
        ("1,05 giờ", "1,5 giờ", True),
        ("0,5 giờ", "5 giờ", True),
        ("8 ngày làm việc, từ khi nhận đủ hồ sơ", "8 ngày làm việc", True),
        ("8 ngay lam viec", "8 ngày làm việc", True),
        ("", "8 ngày", False),
    ],
)
def test_what_says_the_same_is_told_by_its_values(one: str, other: str, differs: bool) -> None:
    assert is_another_than(one, other) is differs


def test_a_line_that_names_a_counter_which_is_shown_is_left_out() -> None:
    lines = ["quầy  số 01", "Quầy số 2", "Quầy số 1, tầng 2"]
    assert not_named_in(lines, [{"name": "Quầy số 1", "address": "Quầy số 2"}]) == lines[1:]
    assert not_named_in(lines, []) == lines
