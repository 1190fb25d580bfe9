"""A typed line over the demo catalogue: what is corrected, what is left alone, what only asks."""

import pytest

from search.query.question import LONGEST_QUERY, clean
from tests.unit.search.conftest import Catalogue


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("ddawng kys kết hon", "đăng ký kết hon"),
        ("hooj chieeus", "hộ chiếu"),
        ("ho65 chie61u", "hộ chiếu"),
        ("hochieu", "hộ chiếu"),
        ("dangkyxe", "đăng ký xe"),
        ("khai sihn", "khai sinh"),
    ],
)
def test_what_nobody_knows_is_corrected(catalogue: Catalogue, typed: str, corrected: str) -> None:
    assert catalogue.understood(typed).corrected == corrected


@pytest.mark.parametrize(
    "typed", ["lam ho chieu cho con", "giấy độc thân", "1.001193", "work permit", "CT01", "nghĩ việc"]
)
def test_what_is_known_is_never_corrected(catalogue: Catalogue, typed: str) -> None:
    assert catalogue.understood(typed).corrected is None


def test_there_is_a_way_back(catalogue: Catalogue) -> None:
    question = catalogue.understood("hochieu", as_typed=True)
    assert question.corrected is None
    assert [word.folded for word in question.words] == ["hochieu"]


def weights(catalogue: Catalogue, text: str) -> dict[str, float]:
    return {word.folded: word.weight for word in catalogue.understood(text).words}


def test_question_words_count_little_and_never_drop_when_alone(catalogue: Catalogue) -> None:
    assert weights(catalogue, "kết hôn cần giấy tờ gì") == {
        "ket": 1.0, "hon": 1.0, "can": 0.15, "giay": 0.15, "to": 0.15, "gi": 0.15,
    }  # fmt: skip
    assert set(weights(catalogue, "ở đâu").values()) == {1.0}


def test_a_word_without_accents_is_judged_by_its_neighbour(catalogue: Catalogue) -> None:
    assert weights(catalogue, "the can cuoc")["the"] == 1.0  # thẻ căn cước, not "thế"
    assert weights(catalogue, "so ngoai vu")["ngoai"] == 1.0


def test_in_a_line_with_accents_a_word_without_any_means_just_that(catalogue: Catalogue) -> None:
    assert weights(catalogue, "ông bà muốn lập di chúc")["di"] == 1.0  # not "đi"
    assert weights(catalogue, "ong ba muon di nuoc ngoai")["di"] == 0.15
    abroad = catalogue.understood("làm hộ chiếu đi lao động").expansions
    assert ("lao",) not in {one.words for one in abroad}  # "đi Lào" was not said
    assert ("lao",) in {one.words for one in catalogue.understood("cấp giấy tờ đi Lào").expansions}


def test_typed_accents_guard_synonyms(catalogue: Catalogue) -> None:
    assert [one.words for one in catalogue.understood("hộ khẩu").expansions]
    assert not [one.words for one in catalogue.understood("hô hấp").expansions]


@pytest.mark.parametrize("text", ["", " ", "\x00\x01", "\u200b\u200b", "%", '"', "*" * 1000, "\ud800"])
def test_a_line_without_words_asks_nothing(catalogue: Catalogue, text: str) -> None:
    assert catalogue.understood(text).words == ()
    assert catalogue.found(text) == []


def test_a_long_line_is_cut_and_its_groups_are_bounded(catalogue: Catalogue) -> None:
    question = catalogue.understood("hộ chiếu kết hôn " * 300)
    assert len(clean("a" * 9000)) == LONGEST_QUERY
    assert len(question.words) <= 40
    assert len(question.groups()) <= 12
    assert sum(group.head for group in question.groups()) < 1 << 24
