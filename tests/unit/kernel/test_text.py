"""Composed form, folding, slugs and Vietnamese order."""

import json
import random
import shutil
import subprocess
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.kernel.text import clean_line, fold, nfc, slug_formatters, slugify, sort_key, strip_controls


def test_decomposed_input_becomes_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Hộ chiếu")
    assert len(decomposed) == 12
    assert nfc(decomposed) == "Hộ chiếu"
    assert len(nfc(decomposed)) == 8


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x07c", "abc"),
        ("a\x85b\x9fc", "abc"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\u202eevil\u202c", "evil"),
        ("\u2066isolate\u2069", "isolate"),
        ("two\nlines\t", "twolines"),
        ("Đường Nguyễn Huệ", "Đường Nguyễn Huệ"),
    ],
)
def test_controls_and_invisible_characters_are_removed(text: str, kept: str) -> None:
    assert strip_controls(text) == kept


def test_lines_are_kept_where_asked() -> None:
    assert strip_controls("một\n\thai\r\u200b", keep_lines=True) == "một\n\thai"


def test_a_line_has_single_spaces_and_no_edges() -> None:
    assert clean_line("  Sở \u200b \n Ngoại\u00a0 vụ ") == "Sở Ngoại vụ"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đăng ký kết hôn ở nước ngoài", "dang ky ket hon o nuoc ngoai"),
        ("ƯỜNG ƯƠNG", "uong uong"),
        ("Thanh Hoá", "thanh hoa"),
        ("Thanh Hóa", "thanh hoa"),
        ("Zürich", "zurich"),
        ("ＡＢ", "ab"),
        (unicodedata.normalize("NFD", "Hộ chiếu"), "ho chieu"),
    ],
)
def test_folding_is_typing_without_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


SLUGS = [
    ("Đăng ký kết hôn ở nước ngoài", "dang-ky-ket-hon-o-nuoc-ngoai"),
    ("Ường Đước", "uong-duoc"),
    ("  42/2022/NĐ-CP  ", "42-2022-nd-cp"),
    ("Zürich & Genève!", "zurich-geneve"),
    ("ABC_def--ghi", "abc-def-ghi"),
    ("Hợp pháp hoá, chứng nhận lãnh sự.", "hop-phap-hoa-chung-nhan-lanh-su"),
    (unicodedata.normalize("NFD", "Hộ chiếu phổ thông"), "ho-chieu-pho-thong"),
    ("日本", ""),
    (
        "Hội nghị triển khai công tác đối ngoại và hội nhập quốc tế của các địa phương miền Trung năm nay",
        "hoi-nghi-trien-khai-cong-tac-doi-ngoai-va-hoi-nhap-quoc-te-cua-cac-dia-phuong",
    ),
    ("x" * 100, "x" * 80),
]


@pytest.mark.parametrize(("text", "slug"), SLUGS)
def test_a_slug_is_ascii_words_cut_between_words(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_slug_is_cut_to_the_length_asked() -> None:
    assert slugify("một hai ba bốn", max_length=10) == "mot-hai-ba"
    assert slugify("một hai ba bốn", max_length=9) == "mot-hai"


# What `slugify` of Wagtail's CleanController does with the formatted value.
_BROWSER = """
const [pairs, texts] = JSON.parse(require("fs").readFileSync(0, "utf8"));
const format = (text) => pairs.reduce((value, [p, r]) => value.replaceAll(new RegExp(p, "gu"), r), text.trim());
const slugify = (t) => format(t).replace(/\\s+/g, "-").replace(/[^A-Za-z0-9\\-_]/g, "").toLowerCase();
console.log(JSON.stringify(texts.map(slugify)));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_the_browser_makes_the_same_slugs() -> None:
    texts = [text for text, _ in SLUGS]
    answer = subprocess.run(
        ["node", "-e", _BROWSER],
        input=json.dumps([slug_formatters(), texts]),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert json.loads(answer.stdout) == [slug for _, slug in SLUGS]


# Vietnamese dictionary order: letters first, then tones, then case.
ORDERED = [
    "",
    "2 tháng 9",
    "a",
    "A",
    "à",
    "ả",
    "ã",
    "á",
    "ạ",
    "an",
    "an nam",
    "ánh",
    "ăn",
    "ân",
    "ba",
    "da",
    "dạ",
    "đa",
    "đà",
    "e",
    "ê",
    "fax",
    "Huế",
    "o",
    "ô",
    "ơ",
    "Thanh Hoá",
    "u",
    "ư",
    "y",
    "zalo",
]


def test_order_is_the_vietnamese_dictionarys() -> None:
    shuffled = random.Random(7).sample(ORDERED, len(ORDERED))
    assert sorted(shuffled, key=sort_key) == ORDERED


def test_the_sort_key_sorts_by_bytes() -> None:
    keys = [sort_key(text) for text in ORDERED]
    assert sorted(key.encode() for key in keys) == [key.encode() for key in keys]
    assert all(key.isascii() for key in keys)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.integers(min_value=1, max_value=60))
def test_a_slug_is_always_safe_in_an_address(text: str, length: int) -> None:
    slug = slugify(text, max_length=length)
    assert len(slug) <= length
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert slugify(slug, max_length=length) == slug


@given(st.text())
def test_composed_and_decomposed_are_the_same_word(text: str) -> None:
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@pytest.mark.parametrize("form", [nfc, fold, clean_line])
def test_a_flood_of_marks_is_cut_before_it_is_sorted(form: Callable[[str], str]) -> None:
    """400,000 pairs took minutes of a processor: sorting a run of marks is quadratic."""
    assert len(form("a" + "\u0316\u0301" * 400_000)) <= 31


def test_no_writing_loses_a_mark() -> None:
    thai, hebrew, vietnamese = "\u0e17\u0e35\u0e48", "\u05d1\u05bc\u05b0\u0591", "Tie\u0302\u0301ng Vie\u0323\u0302t"
    assert [nfc(text) for text in (thai, vietnamese)] == [thai, "Tiếng Việt"]
    assert sorted(nfc(hebrew)) == sorted(hebrew)
