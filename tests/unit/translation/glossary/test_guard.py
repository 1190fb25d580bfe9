"""What the style guard sees, and what it leaves alone: a table of pairs."""

import pytest

from cms.translation.glossary.guard import Glossary, GlossaryTerm, Hint, hints_of
from cms.translation.glossary.guard.figures import figures_en, figures_vi, numbers_en, numbers_vi
from cms.translation.glossary.term_file import read_terms
from cms.translation.glossary.wording import sentence_of

GLOSSARY = Glossary(
    [
        GlossaryTerm(
            vietnamese="Sở Ngoại vụ",
            english="Department of Foreign Affairs",
            accepted=("DOFA",),
            forbidden=("Foreign Affairs Department",),
            note="Xem mẫu dấu.",
        ),
        GlossaryTerm(vietnamese="Giám đốc Sở Ngoại vụ", english="Director of the Department of Foreign Affairs"),
        GlossaryTerm(vietnamese="Việt Nam", english="Viet Nam", forbidden=("Vietnam",)),
        GlossaryTerm(vietnamese="Cộng hòa xã hội chủ nghĩa Việt Nam", english="Socialist Republic of Viet Nam"),
        GlossaryTerm(vietnamese="Ủy ban nhân dân", english="People's Committee"),
        GlossaryTerm(vietnamese="Quyết định", english="Decision"),
        GlossaryTerm(vietnamese="hộ chiếu", english="passport"),
    ]
)


def codes(source: str, translation: str) -> list[str]:
    return [hint.code for hint in hints_of(source, translation, GLOSSARY)]


@pytest.mark.requirement("R076")
@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("Sở Ngoại vụ họp", "The Department of Foreign Affairs met", []),
        ("Sở Ngoại vụ họp", "DOFA met", []),
        ("Sở Ngoại vụ họp", "The Service met", ["term_missing"]),
        ("Sở Ngoại vụ họp", "The Foreign Affairs Department met", ["term_missing", "forbidden_variant"]),
        ("SỞ NGOẠI VỤ HỌP", "DEPARTMENT OF FOREIGN AFFAIRS", []),
        ("Giám đốc Sở Ngoại vụ", "Director of the Department of Foreign Affairs", []),
        ("Giám đốc Sở Ngoại vụ", "Department of Foreign Affairs", ["term_missing"]),
        ("Hai Ủy ban nhân dân", "Two People’s Committees", []),
        ("Các hộ chiếu", "Passports", []),
        ("Nước Cộng hòa xã hội chủ nghĩa Việt Nam", "Socialist Republic of Viet Nam", []),
        (
            "Nước Cộng hòa xã hội chủ nghĩa Việt Nam",
            "Socialist Republic of Vietnam",
            ["term_missing", "forbidden_variant"],
        ),
        ("Người Việt Nam", "People of Viet Nam, not of Vietnam", ["forbidden_variant"]),
        ("Một cửa hàng", "A shop of Vietnam", []),
        ("Quyết định số 5", "Decree 5", ["term_missing"]),
        ("Họ quyết định đi 5 nơi", "They chose to go to 5 places", []),
        ("Sở <b>Ngoại vụ</b>", "The <b>Department</b> of Foreign Affairs", []),
    ],
)
def test_official_names(source: str, translation: str, expected: list[str]) -> None:
    assert codes(source, translation) == expected


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("Ngày 21/11/2026", "On 21 November 2026", []),
        ("Ngày 21 tháng 11 năm 2026", "November 21, 2026", []),
        ("Ngày 02/9", "2 September", []),
        ("Tháng 8 năm 2026", "August 2026", []),
        ("Trong tháng 8", "In August", []),
        ("Từ ngày 21 đến ngày 23/11/2026", "From 21 to 23 November 2026", []),
        ("Ngày 21/11/2026", "On 22 November 2026", ["date_missing"]),
        ("Ngày 21/11/2026", "On 21/11/2026", ["numeric_date"]),
        ("Ngày 21/11/2026", "Soon", ["date_missing"]),
        ("1.500.000 đồng", "VND 1,500,000", []),
        ("1.500.000 đồng", "VND 1.500.000", ["number_missing", "number_added"]),
        ("Tăng 3,5%", "Up 3.5%", []),
        ("Tăng 3,50%", "Up 3.5%", []),
        ("Tăng 3,5%", "Up 35%", ["number_missing", "number_added"]),
        ("Có 3 người", "Three people", []),
        ("Ba người", "3 people", []),
        ("Có 3 người", "Four people", ["number_missing"]),
        ("Lúc 14 giờ 30", "At 2:30 p.m.", []),
        ("Lúc 8 giờ", "At 8 a.m.", []),
        ("Nghị định 42/2022/NĐ-CP", "Decree 42/2022/NĐ-CP", []),
        ("Mục 3.1.2", "Section 3.1.2", []),
        ("Mục 3.1", "Section 3.1", []),
        ("Quý III năm 2026", "The third quarter of 2026", []),
        ("Lần thứ 21", "The 21st time", []),
    ],
)
def test_figures(source: str, translation: str, expected: list[str]) -> None:
    assert codes(source, translation) == expected


@pytest.mark.parametrize(
    ("translation", "expected"),
    [
        ("A good text, with (brackets) and “quotes”.", []),
        ("Two  spaces", ["double_space"]),
        ("Before , the comma", ["space_before_mark"]),
        ("An ellipsis... and more", []),
        ("Twice,, or more", ["doubled_mark"]),
        ("A “quote", ["unpaired_quotes"]),
        ('A "quote', ["unpaired_quotes"]),
        ("An (open bracket", ["unpaired_brackets"]),
        ("1) first", []),
        ("Closed) too early", ["unpaired_brackets"]),
        ("Hồ Chí Minh City and Huế", []),
        ("Nguyễn Văn A of the café", []),
        ("The bánh xèo of nước Việt", ["vietnamese_left"]),
        ("The <b>Department", ["broken_tags"]),
        ("<i>New</i>", ["broken_tags"]),
        ("", []),
        ("   ", []),
    ],
)
def test_how_it_is_set(translation: str, expected: list[str]) -> None:
    source = "1) Tin" if translation.startswith("1)") else "Tin"
    assert codes(source, translation) == expected


def test_both_languages_write_the_same_number_differently() -> None:
    assert numbers_vi("1.500.000,5 và 07") == numbers_en("1,500,000.50 and 7")


def test_what_only_looks_like_a_date_is_numbers() -> None:
    assert figures_vi("45/13/2026").dates == figures_en("45/13/2026").dates == {}


def test_a_hostile_text_is_looked_at_up_to_a_bound() -> None:
    for text in ("a" * 200_000, " " * 200_000, "(" * 200_000, "1." * 100_000, "<b>" * 50_000, "ngày " * 40_000):
        assert len(hints_of(text, text or "x", GLOSSARY)) <= 20


def test_hints_are_sentences_with_the_glossary_s_note() -> None:
    hint = hints_of("Sở Ngoại vụ", "The Service", GLOSSARY)[0]
    assert sentence_of(hint) == (
        "“Sở Ngoại vụ” có tên tiếng Anh chính thức là “Department of Foreign Affairs”. Xem mẫu dấu."
    )
    assert "{" not in sentence_of(Hint(code="number_added", found="{wanted}")).replace("{wanted}", "")


def test_the_official_names_that_come_with_the_product_contradict_nothing() -> None:
    terms = read_terms()
    assert len(terms) >= 80
    assert len({term.vietnamese.lower() for term in terms}) == len(terms)
    glossary = Glossary(
        GlossaryTerm(vietnamese=t.vietnamese, english=t.english, accepted=t.accepted, forbidden=t.forbidden)
        for t in terms
    )
    for term in terms:
        for form in (term.english, *term.accepted):
            assert (
                hints_of(term.vietnamese, form, glossary) == []
                or not form[0].isupper()
                or form
                in {
                    # Short forms that are right only inside a longer name.
                    "Head of the",
                    "Deputy Head of the",
                }
            ), (term.vietnamese, form, hints_of(term.vietnamese, form, glossary))
