"""The demo catalogue of procedures: every record complete enough to be found, and no words shared by two of them."""

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
from procedures.life_events import LifeEvent
from procedures.terms import Audience, Level, term_key

DEMO = Path(cms.demo.__file__).parent / "content" / "procedures"
SEARCH_DATA = Path(search.__file__).parent / "data"
RECORDS: list[dict[str, Any]] = json.loads((DEMO / "procedures.json").read_text(encoding="utf-8"))["procedures"]
SAMPLES = [record for record in RECORDS if record.get("is_sample")]
BY_ID = {record["id"]: record for record in RECORDS}


def words(text: str) -> str:
    """A name or alias as the search compares it: without accents, case, punctuation and the word for procedure."""
    plain = " ".join(re.findall(r"\w+", fold(text)))
    return re.sub(r"^thu tuc ", "", plain)


def spoken(record: dict[str, Any]) -> list[str]:
    return [*record["aliases"], *record["aliases_en"]]


def test_the_catalogue_has_186_procedures_each_once() -> None:
    assert len(RECORDS) == len(BY_ID) == 186


@pytest.mark.parametrize(
    ("field", "least", "most"), [("aliases", 6, 24), ("aliases_en", 3, 12), ("keywords", 1, 6), ("life_events", 1, 4)]
)
def test_every_procedure_has_words_to_be_found_by(field: str, least: int, most: int) -> None:
    assert {record["id"]: len(record[field]) for record in RECORDS if not least <= len(record[field]) <= most} == {}


def test_every_procedure_has_an_english_name_and_sentence() -> None:
    assert [record["id"] for record in RECORDS if not record["name_en"] or not record["description_en"]] == []
    assert len({record["name_en"] for record in RECORDS}) == len(RECORDS)


def test_all_text_is_composed_unicode_without_spare_space() -> None:
    texts = [text for record in RECORDS for text in [record["name"], record["name_en"], *spoken(record)]]
    assert [
        text for text in texts if unicodedata.normalize("NFC", text) != text or " ".join(text.split()) != text
    ] == []


def test_no_alias_belongs_to_two_procedures() -> None:
    owners: dict[str, set[str]] = {}
    for record in RECORDS:
        for alias in spoken(record):
            owners.setdefault(words(alias), set()).add(record["id"])
    assert {alias: ids for alias, ids in owners.items() if len(ids) > 1} == {}
    assert [record["id"] for record in RECORDS if max(Counter(map(words, spoken(record))).values()) > 1] == []


def test_no_alias_is_the_name_of_another_procedure() -> None:
    names = {words(name): record["id"] for record in RECORDS for name in (record["name"], record["name_en"])}
    stolen = [
        (record["id"], alias)
        for record in RECORDS
        for alias in spoken(record)
        if names.get(words(alias), record["id"]) != record["id"]
    ]
    assert stolen == []


@pytest.mark.parametrize("judged", ["relevance_dev.json"])
def test_aliases_are_not_copied_from_the_judged_queries(judged: str) -> None:
    """What is measured must not be what was typed in; a term of up to three words is simply its common name."""
    queries = json.loads((SEARCH_DATA / judged).read_text(encoding="utf-8"))["queries"]
    asked = {query["query"].casefold() for query in queries}
    names = {record["name"].casefold() for record in RECORDS}
    copied = [
        alias
        for record in RECORDS
        for alias in spoken(record)
        if len(alias.split()) > 3 and alias.casefold() in asked - names
    ]
    assert copied == []


def test_related_procedures_exist_and_are_others() -> None:
    wrong = {record["id"]: set(record.get("related", [])) - set(BY_ID) for record in RECORDS}
    assert {key: ids for key, ids in wrong.items() if ids} == {}
    assert [record["id"] for record in RECORDS if record["id"] in record.get("related", [])] == []


def test_at_least_ten_records_are_filled_in_every_part_and_say_that_they_are_samples() -> None:
    parts = (
        "steps", "submissions", "dossier", "audiences", "agency", "forms", "results", "conditions", "legal_basis",
        "contacts", "receiving_addresses", "online_level", "verified_on", "kind",
    )  # fmt: skip
    assert len(SAMPLES) >= 10
    assert {record["id"]: [part for part in parts if not record.get(part)] for record in SAMPLES} == {
        record["id"]: [] for record in SAMPLES
    }
    for record in SAMPLES:
        assert all("minh họa" in way["text"] and way["time_text"] for way in record["submissions"]), record["id"]
        assert len({way["channel"] for way in record["submissions"]}) >= 2, record["id"]
        assert (record["online_level"] == "partial") == bool(record.get("partial_reason")), record["id"]


def test_only_samples_state_what_an_office_would_have_to_vouch_for() -> None:
    official = ("steps", "submissions", "dossier", "conditions", "results", "forms", "contacts", "online_level", "kind")
    bare = [record for record in RECORDS if not record.get("is_sample")]
    assert {record["id"] for record in bare if any(part in record for part in official)} == set()


GUIDES: list[dict[str, Any]] = json.loads((DEMO / "guides.json").read_text(encoding="utf-8"))["guides"]


def test_guides_join_procedures_that_exist_in_both_languages() -> None:
    assert len({guide["key"] for guide in GUIDES}) == len(GUIDES) >= 8
    for guide in GUIDES:
        assert all(guide[language][part] for language in ("vi", "en") for part in ("title", "summary", "introduction"))
        for step in guide["steps"]:
            assert step["procedures"], guide["key"]
            assert set(step["procedures"]) <= set(BY_ID), guide["key"]
            assert all(step[language][part] for language in ("vi", "en") for part in ("title", "when")), guide["key"]
            assert len(step["vi"]["bring"]) == len(step["en"]["bring"])


def test_life_events_are_those_of_the_catalogue() -> None:
    used = {event for record in RECORDS for event in record["life_events"]} | {guide["life_event"] for guide in GUIDES}
    assert used == set(LifeEvent.values)


def test_audiences_and_levels_are_terms_the_catalogue_knows() -> None:
    audiences = {audience for record in RECORDS for audience in record["audiences"]}
    levels = {level.strip() for record in RECORDS for level in record["level"].split(",")}
    assert {term for term in audiences if term_key(Audience, term) is None} == set()
    assert {term for term in levels if term_key(Level, term) is None} == set()
