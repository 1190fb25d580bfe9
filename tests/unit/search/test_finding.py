"""What citizens type, and what must come first, over the demo catalogue."""

from pathlib import Path

import pytest

from search.in_force import built_in
from search.quality import by_type, judged_queries, measure_file
from search.ranking import is_guess
from tests.unit.search.conftest import CATALOGUE, NOW, Catalogue

DATA = Path(CATALOGUE).parents[4] / "search/data"


@pytest.mark.parametrize(("file", "least"), [("relevance_dev.json", 0.95), ("relevance_own.json", 0.85)])
def test_judged_queries_are_answered_well(file: str, least: float) -> None:
    results = measure_file(judged_queries(DATA / file), catalogue=CATALOGUE, synonyms=built_in(), at=NOW)
    assert by_type(results)["all"][0] >= least


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lam ho chieu cho con", "hc-tre-em"),
        ("giấy độc thân", "doc-than"),
        ("work permit", "gpld-cap"),
        ("ddawng kys kết hon", "ket-hon"),
        ("giay chung tu", "khai-tu"),
        ("CẤP GIẤY PHÉP LÁI XE", "gplx"),
    ],
)
def test_the_right_procedure_comes_first(catalogue: Catalogue, typed: str, first: str) -> None:
    assert catalogue.found(typed)[0] == first


@pytest.mark.parametrize("code", ["1.004884", "1.004884.000.00.00.H33", "thủ tục 1.004884 là gì"])
def test_a_code_typed_in_full_is_always_first(catalogue: Catalogue, code: str) -> None:
    results = catalogue.results(code)
    assert catalogue.names[results[0].key] == "khai-sinh-lai"
    assert results[0].is_exact


def test_a_document_number_finds_what_rests_on_it(catalogue: Catalogue) -> None:
    assert set(catalogue.found("111/2011/nd-cp")[:2]) == {"hop-phap-hoa", "hop-phap-hoa-cqdd"}


@pytest.mark.parametrize(
    "typed",
    ["qwrtzx", "pizza hải sản giao tận nhà", "asdf ghjkl", "😀😀", "giá vàng hôm nay", "lịch thi đấu bóng đá"],
)
def test_nonsense_finds_nothing_or_is_called_a_guess(catalogue: Catalogue, typed: str) -> None:
    results = catalogue.results(typed)
    assert not results or is_guess(results)


def test_english_readers_find_untranslated_procedures_by_their_english_names(catalogue: Catalogue) -> None:
    assert "hc-pho-thong" in catalogue.found("passport", reader="en")[:3]
    assert catalogue.found("work permit", reader="en")[0] == "gpld-cap"


def test_the_same_question_gives_the_same_order(catalogue: Catalogue) -> None:
    assert catalogue.found("đăng ký") == catalogue.found("dang ky".replace("dang", "đăng").replace("ky", "ký"))
