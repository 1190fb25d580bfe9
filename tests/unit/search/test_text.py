"""How people type, row by row of the table: every form is one token."""

import unicodedata

import pytest

from cms.kernel.text import nfc
from search.text.syllables import agrees, forms
from search.text.tokens import tokens, words_of
from search.text.typing import from_telex, from_vni, written


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"),  # tone placement
        ("kí", "ký"), ("Mĩ", "Mỹ"), ("quí", "quý"), ("lí", "lý"), ("tỉ", "tỷ"), ("vĩ", "vỹ"),  # i and y
        ("ðăng", "đăng"), ("Ɖăng", "đăng"), ("ĐĂNG", "đăng"),  # wrong đ, capitals
        (unicodedata.normalize("NFD", "hộ"), "hộ"),  # composition
        ("lảnh", "lãnh"), ("sữa", "sửa"),  # hỏi and ngã
        ("саn", "can"),  # Cyrillic letters
    ],
)  # fmt: skip
def test_two_ways_to_write_a_syllable_are_one(one: str, other: str) -> None:
    assert forms(one) == forms(other)


@pytest.mark.parametrize("word", ["hồ", "hộ", "hổ", "hờ", "ho"])
def test_folding_leaves_the_letters_that_are_typed_without_accents(word: str) -> None:
    assert forms(word)[0] == "ho"


def test_ay_and_uy_keep_their_y_so_that_tay_is_not_tai() -> None:
    assert [forms(word)[0] for word in ("tây", "thủy", "giấy", "ly")] == ["tay", "thuy", "giay", "li"]


@pytest.mark.parametrize(
    ("typed", "text", "agree"),
    [
        ("hô", "hộ", True), ("ho", "hộ", True), ("hộ", "hộ", True), (["hô", "khâu"][1], "khẩu", True),
        ("hơn", "hôn", False), ("mã", "má", False), ("họ", "hồ", False), ("hôn", "hơn", False), ("họ", "hộ", True),
    ],
)  # fmt: skip
def test_accents_that_were_typed_must_stand_and_those_left_out_need_not(typed: str, text: str, agree: bool) -> None:
    assert agrees(forms(typed)[1], forms(text)[1]) is agree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.001193", ["c1_001193", "001193"]),
        ("2.000815.000.00.00.H33", ["c2_000815", "000815"]),
        ("58/2022/NĐ-CP", ["d58_2022_nd_cp", "d58_2022", "58", "2022", "nd", "cp"]),
        ("58/2022/nd-cp", ["d58_2022_nd_cp", "d58_2022", "58", "2022", "nd", "cp"]),
        ("1234/QĐ-UBND", ["d1234_qd_ubnd", "1234", "qd", "ubnd"]),
        ("ngày 20/10/2025", ["ngay", "20", "10", "2025"]),
        ("CT01, e-visa", ["ct01", "e", "visa"]),
        ("x_y", ["x", "y"]),
        ("a\u00adb c\u200bd", ["ab", "cd"]),
        ("%\"'()*:^~{}[]<>|&;-", []),
        ("\u0301\u0323", []),
    ],
)
def test_codes_and_numbers_are_tokens_of_their_own(text: str, expected: list[str]) -> None:
    assert words_of(text)[0] == expected


def test_a_token_knows_its_place_in_the_original_text() -> None:
    text = unicodedata.normalize("NFD", "Cấp hộ chiếu, mã 1.001193")
    shown = {token.folded: text[token.start : token.end] for token in tokens(text)}
    assert nfc(shown["chieu"]) == "chiếu"
    assert shown["c1_001193"] == "1.001193"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ddawng", "đăng"), ("kys", "ký"), ("hooj", "hộ"), ("chieeus", "chiếu"), ("nguowif", "người"), ("phesp", "phép")],
)
def test_telex_that_was_left_over_is_read(typed: str, meant: str) -> None:
    assert nfc(written(from_telex(typed))) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("ho65", "hộ"), ("chie61u", "chiếu"), ("d9a8ng", "đăng"), ("ngu7o7i2", "người")]
)
def test_vni_that_was_left_over_is_read(typed: str, meant: str) -> None:
    assert nfc(written(from_vni(typed))) == meant
