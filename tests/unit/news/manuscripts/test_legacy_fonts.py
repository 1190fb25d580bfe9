"""Every letter of Vietnamese comes back from the old codes, in both cases."""

import unicodedata

import pytest

from news.manuscripts.legacy_fonts import TCVN3, encoding_of, is_unicode, to_unicode

LOWER = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
# Written by hand from the tables of the fonts, not derived from the converter's own.
TCVN3_LOWER = "aµ¶·¸¹¨»¼½¾Æ©ÇÈÉÊËbcd®eÌÎÏÐÑªÒÓÔÕÖghi×ØÜÝÞklmnoßáâãä«åæçèé¬êëìíîpqrstuïñòóô\u00adõö÷øùvxyúûüýþ"
VNI_LOWER = [
    "a",
    "aø",
    "aû",
    "aõ",
    "aù",
    "aï",
    "aê",
    "aè",
    "aú",
    "aü",
    "aé",
    "aë",
    "aâ",
    "aà",
    "aå",
    "aã",
    "aá",
    "aä",
    "b",
    "c",
    "d",
    "ñ",
    "e",
    "eø",
    "eû",
    "eõ",
    "eù",
    "eï",
    "eâ",
    "eà",
    "eå",
    "eã",
    "eá",
    "eä",
    "g",
    "h",
    "i",
    "ì",
    "æ",
    "ó",
    "í",
    "ò",
    "k",
    "l",
    "m",
    "n",
    "o",
    "oø",
    "oû",
    "oõ",
    "où",
    "oï",
    "oâ",
    "oà",
    "oå",
    "oã",
    "oá",
    "oä",
    "ô",
    "ôø",
    "ôû",
    "ôõ",
    "ôù",
    "ôï",
    "p",
    "q",
    "r",
    "s",
    "t",
    "u",
    "uø",
    "uû",
    "uõ",
    "uù",
    "uï",
    "ö",
    "öø",
    "öû",
    "öõ",
    "öù",
    "öï",
    "v",
    "x",
    "y",
    "yø",
    "yû",
    "yõ",
    "yù",
    "î",
]


def test_the_tables_here_are_whole() -> None:
    assert len(LOWER) == len(TCVN3_LOWER) == len(VNI_LOWER) == 89
    assert unicodedata.is_normalized("NFC", LOWER)


def test_every_letter_of_tcvn3_is_converted() -> None:
    assert to_unicode(TCVN3_LOWER, "tcvn3") == LOWER


def test_fonts_of_capitals_give_capitals() -> None:
    assert to_unicode(TCVN3_LOWER, "tcvn3_capitals") == LOWER.upper()


def test_the_capitals_that_tcvn3_has_are_converted() -> None:
    assert to_unicode("¡¢£¤¥¦§", "tcvn3") == "ĂÂÊÔƠƯĐ"


def test_the_table_covers_every_code_from_a1_and_no_letter_twice() -> None:
    assert [ord(char) for char in TCVN3] == list(range(0xA1, 0x100))
    assert len(set(TCVN3.values())) == 95


def test_every_letter_of_vni_is_converted() -> None:
    assert to_unicode("".join(VNI_LOWER), "vni") == LOWER
    for written, letter in zip(VNI_LOWER, LOWER, strict=True):
        assert to_unicode(written, "vni") == letter


def test_every_capital_of_vni_is_converted() -> None:
    for written, letter in zip(VNI_LOWER, LOWER, strict=True):
        assert to_unicode(written.upper(), "vni") == letter.upper()


def test_capital_with_a_small_mark_stays_a_capital() -> None:
    assert to_unicode("AÙo Ñaïi Hoïc", "vni") == "Áo Đại Học"


@pytest.mark.parametrize(
    ("written", "encoding", "text"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "tcvn3", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "vni", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("®éc lËp - tù do - h¹nh phóc", "tcvn3_capitals", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"),
        ("Sè 12/2017, 5.000 m2 (50%)", "tcvn3", "Số 12/2017, 5.000 m2 (50%)"),
    ],
)
def test_sentences_are_converted(written: str, encoding: str, text: str) -> None:
    assert to_unicode(written, encoding) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".VnTimeH", "tcvn3_capitals"),
        (".VNTIMEH", "tcvn3_capitals"),
        (".VnArial NarrowH", "tcvn3_capitals"),
        ("VNI-Times", "vni"),
        ("VNI Helve", "vni"),
        ("Times New Roman", None),
        ("Vnifont", None),
        ("", None),
        ("Arial", None),
    ],
)
def test_font_names_say_the_code(font: str, encoding: str | None) -> None:
    assert encoding_of(font) == encoding


def test_codes_of_symbol_fonts_are_read_too() -> None:
    assert to_unicode("S\uf0ebng", "tcvn3") == "Sởng"


def test_text_typed_in_unicode_is_known_whatever_its_font() -> None:
    assert is_unicode("Hà Nội")
    assert not is_unicode("Hµ Néi – 2017 “x”")
