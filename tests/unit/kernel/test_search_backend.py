"""What is typed into the admin's search is asked as typed and folded."""

import unicodedata

import pytest
from wagtail.search.backends import get_search_backend
from wagtail.search.query import MATCH_NONE, And, Boost, MatchAll, Not, Phrase, PlainText

from cms.kernel.search_backend import FoldedQueriesMixin, in_both_forms

BOTH = "<Or <PlainText 'Hộ chiếu' operator='and' boost=1> <PlainText 'ho chieu' operator='and' boost=1>>"


def test_accents_are_asked_for_and_left_out() -> None:
    assert repr(in_both_forms(PlainText("Hộ chiếu"))) == BOTH
    assert repr(in_both_forms(PlainText(unicodedata.normalize("NFD", "Hộ chiếu")))) == BOTH


@pytest.mark.parametrize("typed", ["ho chieu", "HO CHIEU", "2017", "¨"])
def test_what_folding_leaves_alone_is_asked_once(typed: str) -> None:
    assert isinstance(in_both_forms(PlainText(typed)), PlainText)


def test_a_quoted_phrase_and_combinations_are_folded_within() -> None:
    query = And([Phrase("đi lại"), Not(Boost(PlainText("cấm"), 2))])
    assert repr(in_both_forms(query)) == (
        "<And <Or <Phrase 'đi lại'> <Phrase 'di lai'>> "
        "<Not <Boost <Or <PlainText 'cấm' operator='and' boost=1> <PlainText 'cam' operator='and' boost=1>> boost=2>>>"
    )


def test_quotation_marks_and_controls_are_no_words() -> None:
    assert repr(in_both_forms(PlainText('lịch" \x00'))) == repr(in_both_forms(PlainText("lịch  ")))
    assert in_both_forms(PlainText(' "" ')) is MATCH_NONE


def test_the_operator_of_the_caller_holds_in_both_forms() -> None:
    assert repr(in_both_forms(PlainText("đ ê", operator="or"))).count("operator='or'") == 2


def test_anything_else_passes() -> None:
    everything = MatchAll()
    assert in_both_forms(everything) is everything


@pytest.mark.django_db
def test_the_admin_searches_with_it() -> None:
    assert isinstance(get_search_backend(), FoldedQueriesMixin)
