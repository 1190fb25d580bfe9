"""What an article must have before it is published."""

import datetime
from typing import Any

import pytest

from news.rules import (
    ArticleValues,
    image_issues,
    lead_image_issues,
    photo_story_issues,
    share_issues,
    source_issues,
)

RULES = (lead_image_issues, photo_story_issues, image_issues, source_issues)


def values(**changes: Any) -> ArticleValues:
    plain: dict[str, Any] = {
        "origin": "original",
        "format": "report",
        "source_name": "",
        "source_url": "",
        "source_on": None,
        "has_lead_image": False,
        "lead_image_has_alternative": False,
        "body_images": 0,
        "captioned_images": 0,
        "image_required": False,
        "photo_story_minimum": 3,
    }
    return ArticleValues(**{**plain, **changes})


def codes(**changes: Any) -> list[tuple[str, str]]:
    return [(issue.field, issue.code) for rule in RULES for issue in rule(values(**changes))]


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        ([100], None),
        ([60, 40], None),
        ([34, 33, 33], None),
        ([], "authors_required"),
        ([99], "shares_not_100"),
        ([60, 41], "shares_not_100"),
        ([100, 0], "share_too_small"),
        ([50, 50, 50], "shares_not_100"),
    ],
)
def test_the_shares_of_the_authors_add_up_to_100(shares: list[int], code: str | None) -> None:
    assert [issue.code for issue in share_issues(shares)] == ([code] if code else [])


def test_a_wrong_sum_is_said_in_numbers() -> None:
    [issue] = share_issues([60, 30])
    assert "90" in str(issue.message)


@pytest.mark.requirement("R037")
@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ["source_name", "source_url", "source_on"]),
        ({"source_name": "Website Chính phủ"}, ["source_url", "source_on"]),
        ({"source_name": " ", "source_url": "https://a.example/"}, ["source_name", "source_on"]),
        (
            {
                "source_name": "Website Chính phủ",
                "source_url": "https://a.example/",
                "source_on": datetime.date(2017, 3, 1),
            },
            [],
        ),
    ],
)
def test_a_collected_item_names_its_source_the_address_and_the_date(given: dict[str, Any], missing: list[str]) -> None:
    assert codes(origin="collected", **given) == [(field, "source_required") for field in missing]


@pytest.mark.requirement("R037")
@pytest.mark.parametrize("origin", ["original", "translated"])
def test_only_a_collected_item_must_name_a_source(origin: str) -> None:
    assert codes(origin=origin) == []


@pytest.mark.requirement("R117")
@pytest.mark.parametrize(
    ("captioned", "minimum", "refused"), [(2, 3, True), (3, 3, False), (4, 5, True), (0, 1, True), (7, 3, False)]
)
def test_a_photo_story_has_as_many_captioned_images_as_its_section_says(
    captioned: int, minimum: int, refused: bool
) -> None:
    found = codes(format="photo_story", body_images=9, captioned_images=captioned, photo_story_minimum=minimum)
    assert found == ([("body", "photo_story_too_short")] if refused else [])


@pytest.mark.requirement("R038", "R108")
@pytest.mark.parametrize(
    ("required", "lead", "body", "refused"),
    [
        (True, False, 0, True),
        (True, True, 0, False),
        (True, False, 1, False),
        (False, False, 0, False),
    ],
)
def test_a_section_may_require_an_image(required: bool, lead: bool, body: int, refused: bool) -> None:
    found = codes(image_required=required, has_lead_image=lead, lead_image_has_alternative=True, body_images=body)
    assert found == ([("lead_image", "image_required")] if refused else [])


@pytest.mark.requirement("R117")
def test_a_photo_shows_an_image_whatever_the_section_says() -> None:
    assert codes(format="photo") == [("lead_image", "image_required")]
    assert codes(format="photo", body_images=1) == []


def test_a_lead_image_is_described_or_decorative() -> None:
    assert codes(has_lead_image=True) == [("lead_image_alt", "alt_required")]
    assert codes(has_lead_image=True, lead_image_has_alternative=True) == []
