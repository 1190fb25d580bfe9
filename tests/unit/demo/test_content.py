"""What the sample content must be, whoever edits its files."""

import dataclasses
import hashlib
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from cms.demo.accounts import PEOPLE
from cms.demo.content_models import BadContent, Content, Item
from cms.demo.content_reader import FOLDER, item_of, read_content
from cms.demo.library import used_pictures
from cms.demo.markup import Related
from cms.demo.pictures.catalogue import PICTURES
from cms.kernel.text import nfc

PLANS = Path(FOLDER).parent / "plans"
# SHA-256 (first 16 digits) of the names of persons in the plans that the product was made from: the
# names themselves must not stand in the tree, not even here.
NAMES_OF_PERSONS = frozenset(
    {
        "242cda599b6fa9c7",
        "53ec5d3dc24ebac7",
        "583b73009fbd613a",
        "64b73a941f4b29fe",
        "64e117f5bf40c023",
        "8eaf1a6ac8c0ed91",
        "ada92a8a5291e071",
        "c2eadc15037afff8",
        "f2b61ad3d3e49c85",
        "f560692bb0306b8f",
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content()


def sections_of(plan_file: str) -> list[dict[str, Any]]:
    sections: list[dict[str, Any]] = yaml.safe_load((PLANS / plan_file).read_text())["sections"]
    return sections


def test_there_are_at_least_sixty_public_vietnamese_items(content: Content) -> None:
    assert sum(item.state in {"live", "moved"} for item in content.items) >= 60


@pytest.mark.parametrize(("plan", "site"), [("department-2017.yaml", "department"), ("city-portal.yaml", "city")])
def test_every_section_that_holds_items_has_at_least_two(content: Content, plan: str, site: str) -> None:
    for section in sections_of(plan):
        items = [item for item in content.items if (item.site, item.section) == (site, section["key"])]
        public = [item for item in items if item.state in {"live", "moved"}]
        assert len(public) >= 2 or section["kind"] == "group", section["key"]


def test_no_item_stands_in_a_section_that_no_plan_has(content: Content) -> None:
    known = {("department", s["key"]) for s in sections_of("department-2017.yaml")}
    known |= {("city", s["key"]) for s in sections_of("city-portal.yaml")}
    assert {(item.site, item.section) for item in content.items} <= known


def test_units_of_items_and_pages_are_units_of_the_plans(content: Content) -> None:
    units = set()
    for plan in ("department-2017.yaml", "city-portal.yaml"):
        units |= {unit["key"] for unit in yaml.safe_load((PLANS / plan).read_text())["units"]}
    assert {item.unit for item in content.items} | {page.unit for page in content.pages} <= units
    assert {seat.unit for person in PEOPLE for seat in person.seats} <= units


def test_items_of_sections_that_require_an_image_have_one(content: Content) -> None:
    required = {s["key"] for s in sections_of("city-portal.yaml") if s.get("image_required")}
    assert len(required) == 8
    for item in content.items:
        if item.section in required:
            assert item.picture or item.pictures, item.key


def test_about_a_fifth_of_the_items_is_in_english_too(content: Content) -> None:
    translated = [item for item in content.items if item.en is not None]
    assert len(translated) >= 14
    assert {item.site for item in translated} == {"department", "city"}


def test_mandatory_pages_exist_in_both_languages(content: Content) -> None:
    aspects = {page.aspect for page in content.pages if page.kind == "organisation" and page.en is not None}
    assert aspects >= {"history", "functions", "structure", "contacts"}
    standard = {page.key for page in content.pages if page.kind == "standard" and page.en is not None}
    assert standard >= {"std-accessibility", "std-privacy", "std-terms", "std-contact", "std-site-map-note"}


def test_every_state_origin_and_format_is_shown_once_at_least(content: Content) -> None:
    assert {item.state for item in content.items} == {"live", "draft", "withdrawn", "moved", "expired"}
    assert {item.origin for item in content.items} == {"original", "collected", "translated"}
    assert {item.format for item in content.items} == {"report", "short", "photo_story", "photo"}
    assert {flag for item in content.items for flag in item.flags} == {"work_programme", "directive"}
    assert any(item.corrections for item in content.items)


def test_shares_of_authors_add_up_to_100(content: Content) -> None:
    assert all(sum(item.authors.values()) == 100 for item in content.items)


def test_some_authors_have_an_account_and_some_have_not(content: Content) -> None:
    accounts = {person.username for person in PEOPLE}
    names = {name for item in content.items for name in item.authors}
    assert len(names & accounts) >= 8
    assert names - accounts
    assert all("(minh họa)" in name for name in names - accounts), names - accounts


def test_a_photo_story_has_three_pictures_at_least(content: Content) -> None:
    stories = [item for item in content.items if item.format == "photo_story"]
    assert len(stories) == 3
    assert all(len(item.pictures) >= 3 for item in stories)


def test_related_items_are_not_the_item_itself(content: Content) -> None:
    for item in content.items:
        assert not any(isinstance(piece, Related) and item.key in piece.keys for piece in item.vi.pieces())


def test_pictures_of_the_items_are_all_drawn_and_all_used(content: Content) -> None:
    assert used_pictures(content) == set(PICTURES)


def test_titles_fit_and_differ(content: Content) -> None:
    titles = [item.vi.title for item in content.items]
    assert len(set(titles)) == len(titles)
    assert all(len(text.title) <= 140 and 20 <= len(text.summary) <= 300 for text in texts(content))


def test_bodies_have_more_than_one_sentence(content: Content) -> None:
    for item in content.items:
        assert len(item.vi.body.split()) >= (20 if item.format == "photo" else 40), item.key


def texts(content: Content) -> list[Any]:
    both = [(entry.vi, entry.en) for entry in (*content.items, *content.pages)]
    return [text for pair in both for text in pair if text is not None]


def test_no_person_of_the_original_plans_is_named() -> None:
    found = []
    for path in [*FOLDER.rglob("*.yaml"), *PLANS.rglob("*.yaml"), *FOLDER.parent.rglob("*.py")]:
        words = re.findall(r"\w+", nfc(path.read_text(encoding="utf-8")).casefold())
        for size in (3, 4):
            for start in range(len(words) - size + 1):
                name = " ".join(words[start : start + size])
                if hashlib.sha256(name.encode()).hexdigest()[:16] in NAMES_OF_PERSONS:
                    found.append(f"{path.name}: word {start}")
    assert not found


def test_the_name_test_would_see_a_name() -> None:
    name = "tên của một người"
    words = re.findall(r"\w+", f"Ông {name.title()} phát biểu".casefold())
    assert name in {" ".join(words[n : n + 4]) for n in range(len(words))}


RAW: dict[str, Any] = {
    "key": "sample",
    "title": "Tin",
    "summary": "Tóm tắt",
    "body": "Một đoạn.",
    "when": 0.5,
    "unit": "van-phong",
    "authors": {"contributor": 100},
}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"authors": {"contributor": 60, "x": 30}}, "shares"),
        ({"authors": {"contributor": 101, "x": -1}}, "shares"),
        ({"origin": "collected"}, "source"),
        ({"source": {"name": "a", "url": "https://a.example/"}}, "source"),
        ({"origin": "invented"}, "origin"),
        ({"format": "video"}, "format"),
        ({"state": "secret"}, "state"),
        ({"state": "withdrawn"}, "reason"),
        ({"reason": "vì sao"}, "reason"),
        ({"state": "moved"}, "former slug"),
        ({"former_slug": "cu"}, "former slug"),
        ({"flags": ["urgent"]}, "flag"),
        ({"when": 1.5}, "when"),
        ({"picture": "no-such-picture"}, "no picture"),
        ({"body": "::gallery no-such-picture"}, "no picture"),
        ({"body": "::unknown thing"}, "directive"),
        ({"state": "draft", "en": {"title": "T", "summary": "S", "body": "B"}}, "translated"),
        ({"colour": "red"}, "unknown field colour"),
        ({"en": {"title": "T", "summary": "S"}}, "no body"),
    ],
)
def test_a_wrong_item_is_refused_by_name_and_reason(change: dict[str, Any], words: str) -> None:
    with pytest.raises(BadContent, match=f"^sample: .*{words}"):
        item_of({**RAW, **change}, site="department", section="news")


def test_a_right_item_is_read() -> None:
    item = item_of(RAW, site="department", section="news")
    assert (item.key, item.section, item.genre, item.state) == ("sample", "news", "tuong-thuat", "live")


def replaced(content: Content, item: Item) -> Content:
    return dataclasses.replace(content, items=(*content.items, item))


@pytest.mark.parametrize("field", ["related", "files"])
def test_a_reference_to_nothing_is_refused(content: Content, field: str) -> None:
    item = dataclasses.replace(item_of(RAW, site="department", section="news"), **{field: frozenset({"nowhere"})})
    with pytest.raises(BadContent, match="nowhere"):
        replaced(content, item)


def test_a_key_used_twice_is_refused(content: Content) -> None:
    with pytest.raises(BadContent, match="used twice"):
        replaced(content, content.items[0])


def test_events_of_the_culture_week_are_in_order(content: Content) -> None:
    by_key = {item.key: item for item in content.items}
    order = [by_key[key].when for key in ("culture-week-plan", "culture-week-report", "photo-culture-week")]
    assert all(one < other for one, other in pairwise(order))
