"""A typed line over the demo catalogue: what is corrected, what is left alone, what only asks."""

import json

import pytest

from search.candidates import CandidateQuery
from search.query.ages import ages
from search.query.question import LONGEST_QUERY, MOST_EXPANSIONS, MOST_PHRASES, Question, clean, together, understand
from search.query.recognition import recognised
from search.query.thesaurus import Synonym, Thesaurus
from search.ranking import ranked
from search.text.syllables import agrees, forms
from search.text.tokens import words_of
from tests.unit.search.conftest import CATALOGUE, NOW, Catalogue
from tests.unit.search.hostile import pairs_of_texts

DEV = CATALOGUE.parents[4] / "search/data/relevance_dev.json"


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("ddawng kys kết hon", "đăng ký kết hon"),
        ("hooj chieeus", "hộ chiếu"),
        ("ho65 chie61u", "hộ chiếu"),
        ("hochieu", "hộ chiếu"),
        ("dangkyxe", "đăng ký xe"),
        ("khai sihn", "khai sinh"),
        ("đki kết hôn", "đăng ký kết hôn"),
        ("hộ chíu", "hộ chiếu"),
        ("xin giấy cho ngừi nước ngoài", "xin giấy cho người nước ngoài"),
        ("cccd cho bé 6t", "cccd cho bé 6 tuổi"),
        ("thất ngh", "thất nghiệp"),
        ("đăng ký khai t", "đăng ký khai tử"),
        ("tách thử", None),  # whoever wrote the tone wrote the word
        ("căn cư", "căn cước"),
        ("giấy phép kara", "giấy phép karaoke"),
        ("hướng dẫn vi", "hướng dẫn viên"),  # not `dân việt`, which more names have
        ("apost", "apostille"),
    ],
)
def test_what_nobody_knows_is_corrected(catalogue: Catalogue, typed: str, corrected: str | None) -> None:
    assert catalogue.understood(typed).corrected == corrected


@pytest.mark.parametrize(
    "typed", ["lam ho chieu cho con", "giấy độc thân", "1.001193", "work permit", "CT01", "nghĩ việc"]
)
def test_what_is_known_is_never_corrected(catalogue: Catalogue, typed: str) -> None:
    assert catalogue.understood(typed).corrected is None


@pytest.mark.parametrize("typed", ["khai si", "xin giấy cho bà", "con chịu", "mua túi", "visa cho me", "12t3"])
def test_a_word_that_may_be_whole_is_not_finished(catalogue: Catalogue, typed: str) -> None:
    assert catalogue.understood(typed).corrected is None


@pytest.mark.parametrize(
    ("typed", "token"),
    [
        ("1.001 193", "c1_001193"),
        ("mã 1 . 001193", "c1_001193"),
        ("1001193", "c1_001193"),
        ("1.001193.000.00.00.H57", "c1_001193"),
        ("58 /2022/ nđ - cp", "d58_2022_nd_cp"),
    ],
)
def test_codes_are_understood_however_they_are_copied(catalogue: Catalogue, typed: str, token: str) -> None:
    assert [word.folded for word in catalogue.understood(typed).words if word.is_code] == [token]


@pytest.mark.parametrize("typed", ["2 000 000 đồng", "0905 123456", "1002003", "9.999 999"])
def test_digits_that_are_no_code_stay_what_they_are(catalogue: Catalogue, typed: str) -> None:
    assert not any(word.is_code for word in catalogue.understood(typed).words)


def test_a_short_form_of_a_message_asks_as_the_word_it_stands_for(catalogue: Catalogue) -> None:
    short, long = catalogue.understood("lm visa cho ng nc ngoài"), catalogue.understood("làm visa cho người nước ngoài")
    assert [word.folded for word in short.words][1:] == [word.folded for word in long.words][1:]
    assert short.words[0].weight == long.words[0].weight == 0.15
    assert catalogue.found("đki kết hôn vs ng nc ngoài")[0] == "ket-hon-ytnn"


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


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("tiêm phòng cho chó dại", "tiệm"),  # written whole: the mark that is not there was not meant
        ("tiêm phòng cho chó dại", "đại"),
    ],
)
def test_a_word_with_all_its_accents_is_no_other_word(catalogue: Catalogue, asked: str, other: str) -> None:
    words = {word.folded: word.exact for word in catalogue.understood(asked).words}
    folded, exact = forms(other)
    assert not agrees(words[folded], exact)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("hộ chiéu trẻ em", "chiếu"), ("làm hô chiếu", "hộ"), ("tam trú", "tạm"), ("hô khâu", "khẩu")],
)
def test_a_word_whose_accents_are_not_complete_may_still_be_it(catalogue: Catalogue, asked: str, meant: str) -> None:
    words = {word.folded: word.exact for word in catalogue.understood(asked).words}
    folded, exact = forms(meant)
    assert agrees(words[folded], exact)


@pytest.mark.parametrize(
    ("age", "found", "not_found"),
    [
        ("con 8 tuổi", "duoi 14 tuoi", "duoi 6 tuoi"),
        ("cháu 5 tuổi", "duoi 6 tuoi", "tu du 14"),
        ("bé 3 tháng tuổi", "duoi 6 tuoi", "tu du 14"),
        ("cho em 14 tuổi", "tu du 14", "duoi 14 tuoi"),
        ("ông 76 tuổi", "75 tuoi", "80 tuoi"),
        ("my son is 8 years old", "duoi 14 tuoi", "duoi 6 tuoi"),
    ],
)
def test_an_age_stands_for_the_bounds_of_the_law(catalogue: Catalogue, age: str, found: str, not_found: str) -> None:
    spoken = {" ".join(one.words) for one in catalogue.understood(age).expansions}
    assert found in spoken
    assert not_found not in spoken


@pytest.mark.parametrize("text", ["1999 tuổi", "tuổi", "8", "8 tháng"])
def test_a_number_that_is_no_age_says_nothing(text: str) -> None:
    assert list(ages(words_of(text)[0])) == []


def test_a_term_with_a_gap_is_met_with_a_few_words_in_it_and_hides_nothing() -> None:
    thesaurus = Thesaurus(
        [
            Synonym(terms=("bán … đất",), kind="ow", expands_to=("chuyển nhượng",)),
            Synonym(terms=("con gái",), kind="ow", expands_to=("con",)),
        ]
    )

    def spoken(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
        return [tuple(one) for one in thesaurus.expansions(*words_of(text))]  # type: ignore[misc]

    assert spoken("bán đất") == [(0, 2, ("chuyen", "nhuong"))]
    assert spoken("bán cho con gái đất") == [(0, 5, ("chuyen", "nhuong")), (2, 4, ("con",))]
    assert spoken("bán bánh mì ở nhà trên đất") == []
    assert spoken("bán") == []
    assert spoken("đất bán") == []


def test_a_word_nobody_knows_is_corrected_only_where_its_neighbours_speak_for_it(catalogue: Catalogue) -> None:
    assert catalogue.understood("khai snh").corrected == "khai sinh"
    assert catalogue.understood("công thức làm bánh flan").corrected is None
    assert catalogue.understood("hochieu").corrected == "hộ chiếu"


def test_a_named_agency_comes_before_one_of_which_it_is_a_part(catalogue: Catalogue) -> None:
    with catalogue.backend.lexicon() as lexicon:
        labels = {
            ("agency", label): label for label in ("Sở Ngoại vụ", "Cục Lãnh sự, Sở Ngoại vụ Thành phố Hồ Chí Minh")
        }
        question = understand("sở ngoại vụ", lexicon=lexicon, thesaurus=catalogue.thesaurus)
    scope = {"site": ("quality",), "reader": ("vi",), "status": ("current",)}
    candidates = catalogue.backend.candidates(CandidateQuery(groups=question.groups(), scope=scope, keep_percent=30))
    results = ranked(question, candidates.items, at=NOW, recognised=recognised(question, labels))
    agencies = [" ".join(one.record.folded[5].split()) for one in results[:9]]
    assert agencies == ["so ngoai vu"] * 9


def test_a_line_of_abbreviations_asks_for_no_more_than_a_bounded_number_of_synonyms(catalogue: Catalogue) -> None:
    text = "ubnd cccd gplx xnc nvqs bhxh đk nn qđ hc cmt ngo abtc bp tt " * 3
    assert len(catalogue.understood(text).expansions) <= MOST_EXPANSIONS


def phrases(question: Question) -> set[tuple[str, ...]]:
    """What an engine must look for to answer a question: the work of a search grows with these."""
    return {phrase for group in question.groups() for every in group.alternatives for phrase in every}


def test_no_text_makes_an_engine_look_for_more_than_a_bounded_number_of_phrases(catalogue: Catalogue) -> None:
    abbreviations = "ubnd cccd gplx xnc nvqs bhxh đk nn qđ hc cmt ngo abtc bp tt"
    for text in [abbreviations, " ".join(sorted(catalogue.thesaurus.words)), *pairs_of_texts()[::17]]:
        assert len(phrases(catalogue.understood(text))) <= MOST_PHRASES, text


def test_every_abbreviation_keeps_its_first_meaning_where_not_all_have_room(catalogue: Catalogue) -> None:
    question = catalogue.understood("ctcp lsq cmd tlsq gddb ubnd bca csgt cccd hktt")
    assert len({phrase for one in question.expansions for phrase in together(one.words)}) > MOST_PHRASES
    groups = dict(zip(question.places, question.groups(), strict=True))
    spans = {(one.start, one.end) for one in question.expansions}
    assert all(len(groups[start].alternatives) > 1 for start, _end in spans if start in groups)


def test_of_a_judged_question_every_synonym_is_looked_for(catalogue: Catalogue) -> None:
    """The bound is for hostile lines: no question of a person reaches it."""
    for entry in json.loads(DEV.read_text())["queries"]:
        question = catalogue.understood(entry["query"])
        spoken = {phrase for one in question.expansions for phrase in together(one.words)
                  if any(one.start <= place < one.end for place in question.places)}  # fmt: skip
        assert spoken <= phrases(question), entry["query"]
