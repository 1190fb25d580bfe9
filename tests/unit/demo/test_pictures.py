"""Pictures drawn by code."""

import io

import pytest
from PIL import Image

from cms.demo.pictures.catalogue import CREDIT, CREDIT_EN, PICTURES, draw


def test_every_picture_is_described_in_both_languages() -> None:
    for picture in PICTURES.values():
        for locale in ("vi", "en"):
            assert 25 <= len(picture.alt(locale)) <= 255, picture.key
            assert picture.alt(locale) != picture.title(locale)
        assert all(0 < part < 1 for part in picture.focus)


def test_descriptions_differ() -> None:
    assert len({picture.alt_vi for picture in PICTURES.values()}) == len(PICTURES) == 33


def test_the_credit_says_that_a_machine_drew_it() -> None:
    assert CREDIT == "Minh họa dựng bằng máy"  # the page says "Ảnh:" before it
    assert CREDIT_EN == "Illustration made by a machine"


def test_the_same_picture_has_the_same_bytes() -> None:
    picture = PICTURES["river-dawn" if "river-dawn" in PICTURES else "perfume-river-dawn"]
    assert draw(picture) == draw(picture)


def test_pictures_differ_and_none_has_a_hole() -> None:
    seen = set()
    for picture in PICTURES.values():
        data = draw(picture)
        image = Image.open(io.BytesIO(data))
        assert image.size == (1200, 800)
        assert image.format == "JPEG"
        small = image.convert("RGB").resize((60, 40))
        black = sum(max(pixel) < 6 for pixel in small.get_flattened_data())
        assert black == 0, f"{picture.key}: {black} of 2400 points were never painted"
        seen.add(data)
    assert len(seen) == len(PICTURES)


@pytest.mark.parametrize("word", ["cờ đỏ", "quốc kỳ", "flag of"])
def test_no_flag_is_drawn(word: str) -> None:
    assert not any(word in picture.alt_vi + picture.alt_en for picture in PICTURES.values())
