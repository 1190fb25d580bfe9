"""The data the search lives on: synonyms that say one thing each, judged queries that name real procedures."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import cms.demo
import search
from cms.kernel.text import fold
from search.in_force import built_in

DATA = Path(search.__file__).parent / "data"
CATALOGUE = Path(cms.demo.__file__).parent / "content" / "procedures" / "procedures.json"
ENTRIES: list[dict[str, Any]] = json.loads((DATA / "synonyms_vi.json").read_text(encoding="utf-8"))["entries"]
JUDGED = ("relevance_dev.json", "relevance_own.json", "relevance_spoken.json")

# Short forms that stand for several things, and single syllables that without accents are another word
# (mờ/mở, phí/phi, lào/lao): each widens queries that have nothing to do with it.
DANGEROUS = {"cp", "ca", "mat", "mo", "phi", "lao", "de", "hu", "kien", "mien", "huyen"}


def folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def queries(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((DATA / name).read_text(encoding="utf-8"))["queries"]
    return found


def test_a_synonym_entry_has_terms_a_kind_and_what_it_also_means() -> None:
    wrong = [
        entry
        for entry in ENTRIES
        if set(entry) != {"terms", "kind", "expands_to"}
        or entry["kind"] not in {"eq", "ow", "en"}
        or not entry["terms"]
        or not entry["expands_to"]
    ]
    assert wrong == []


def test_a_term_stands_in_one_entry_only() -> None:
    """Of two entries for one typed term the search would follow one: an editor would change the other in vain."""
    counted = Counter(folded(term) for entry in built_in() for term in entry.terms)
    assert {term: number for term, number in counted.items() if number > 1} == {}


def test_terms_that_mean_several_things_stay_out() -> None:
    assert {folded(term) for entry in built_in() for term in entry.terms} & DANGEROUS == set()


def test_patterns_are_written_out() -> None:
    terms = {term for entry in built_in() for term in entry.terms}
    assert {"bên hàn quốc", "người nhật", "xây … nhà"} <= terms
    assert not any("{" in term or "}" in term for term in terms)


def test_synonyms_are_composed_unicode() -> None:
    texts = [text for entry in ENTRIES for text in (*entry["terms"], *entry["expands_to"])]
    assert [
        text for text in texts if unicodedata.normalize("NFC", text) != text or " ".join(text.split()) != text
    ] == []


@pytest.mark.parametrize("name", JUDGED)
def test_judged_queries_name_procedures_of_the_catalogue(name: str) -> None:
    known = {record["id"] for record in json.loads(CATALOGUE.read_text(encoding="utf-8"))["procedures"]}
    judged = queries(name)
    assert [query["id"] for query in judged if not set(query["relevant"]) <= known] == []
    assert {grade for query in judged for grade in query["relevant"].values()} == {1, 2, 3}
    assert len({query["id"] for query in judged}) == len(judged)


def test_the_second_set_of_judged_queries_and_the_third_repeat_none_of_another() -> None:
    first, second, third = ({query["query"].casefold() for query in queries(name)} for name in JUDGED)
    assert first & second == first & third == second & third == set()
    assert (len(second) >= 250, len(third)) == (True, 100)
