"""Home, organisation and standard pages as documents."""

from typing import Any

import pytest
from django.utils import timezone

from cms.publishing.models import PublishedDocument
from cms.publishing.page_presentation import present_page
from cms.publishing.placing import place_of
from cms.publishing.presenting import Facet, Presentation
from cms.publishing.worker.delivering import run_until_idle
from tests.factories.pages import PARAGRAPH, ASite, a_site, a_standard_page, an_organisation_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> ASite:
    return a_site(sections=("about",))


def presented(page: Any) -> Presentation:
    return present_page(page, mode="public", place=place_of(page)).presentation


@pytest.mark.requirement("R076")
def test_an_organisation_page_says_functions_and_contact_in_each_language(site: ASite) -> None:
    facts = {"phone": "0234 382 0000", "email": "so@so.example", "unit": site.unit, "body": [PARAGRAPH]}
    page = an_organisation_page(site.sections["about"]["vi"], address="Số 1", **facts)
    details = presented(page).details
    assert details["contact"] == {
        "address": "Số 1",
        "phone": "0234 382 0000",
        "fax": "",
        "email": "so@so.example",
        "office_hours": "",
    }
    assert details["unit_name"] == "Sở Ngoại vụ"
    english = an_organisation_page(
        site.sections["about"]["en"],
        title="Structure",
        translation_key=page.translation_key,
        **{**facts, "body": [{"type": "paragraph", "value": {"text": "<p>It receives delegations.</p>", "lang": ""}}]},
    )
    assert presented(english).details["unit_name"] == "Department of Foreign Affairs"


def test_a_page_in_a_section_is_counted_to_the_section(site: ASite) -> None:
    page = a_standard_page(site.sections["about"]["vi"])
    below = a_standard_page(page, title="Lịch sử")
    assert Facet(name="section", value="about") in presented(page).facets
    assert Facet(name="section", value="about") in presented(below).facets
    assert presented(below).links["breadcrumbs"][-1] == page.translation_key


def test_a_page_outside_any_section_belongs_to_none(site: ASite) -> None:
    page = a_standard_page(site.homes["vi"])
    assert [facet.name for facet in presented(page).facets] == ["department"]


def test_a_new_child_is_listed_by_its_parent(site: ASite) -> None:
    about = site.sections["about"]["vi"]
    page = a_standard_page(about)
    run_until_idle(clock=timezone.now)
    row = PublishedDocument.objects.get(content_id=about.translation_key, locale="vi")
    assert str(page.translation_key) in row.links


def test_a_home_lists_its_sections_in_the_order_of_the_tree(site: ASite) -> None:
    assert presented(site.homes["vi"]).links["children"] == [site.sections["about"]["vi"].translation_key]
