"""Integer đồng."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.kernel.money import NotAnAmount, format_vnd, parse_vnd


@pytest.mark.parametrize(
    ("amount_vnd", "text"),
    [(0, "0\u00a0đ"), (999, "999\u00a0đ"), (1234567, "1.234.567\u00a0đ"), (-5000, "-5.000\u00a0đ")],
)
def test_amounts_are_written_with_dots(amount_vnd: int, text: str) -> None:
    assert format_vnd(amount_vnd) == text


@pytest.mark.parametrize(
    "text",
    ["1.234.567 đ", "1,234,567", "1234567 đồng", "1 234 567", "1.234.567 VNĐ", "1234567vnd", "1.234.567\u00a0₫"],
)
def test_amounts_are_read_as_people_write_them(text: str) -> None:
    assert parse_vnd(text) == 1234567


@pytest.mark.parametrize("text", ["", "đ", "1.5", "1.234,567", "mười", "1e6", "1.2345", "--5", "١٢٣", "1 . 234"])
def test_what_is_not_whole_dong_is_refused(text: str) -> None:
    with pytest.raises(NotAnAmount) as refusal:
        parse_vnd(text)
    assert refusal.value.params == {"text": text}


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_what_is_written_can_be_read(amount_vnd: int) -> None:
    assert parse_vnd(format_vnd(amount_vnd)) == amount_vnd
