"""Every presenter keeps to the published schema of its type."""

import datetime
import json
from typing import Any

import orjson
import pytest

import home.document_types
import news.document_types
import procedures.document_types
from cms.editorial.models import Section
from cms.publishing import registry
from cms.publishing.document_type import DocumentType
from cms.publishing.models import PublishedDocument
from cms.publishing.page_presentation import present_page
from cms.publishing.placing import place_of
from cms.publishing.presenting import Presentation
from home.actions import make_menus
from tests.contracts.documents import TYPES, Body, problems
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.pages import (
    AT,
    ArticlePageFactory,
    ASite,
    a_site,
    a_standard_page,
    add_section,
    an_organisation_page,
)

pytestmark = pytest.mark.django_db
_MODULES = (home.document_types, news.document_types, procedures.document_types)


@pytest.fixture
def site() -> ASite:
    site = a_site()
    add_section(site, "directives", number="3", content_kind="group")
    add_section(site, "work-programme", number="3.2", parent="directives")
    return site


@pytest.fixture
def bodies(site: ASite) -> Any:
    images = [ImageFactory(size=(64, 48)).pk for _ in range(2)]
    pages = [a_standard_page(site.homes["vi"], title=f"Trang {n}").pk for n in range(2)]
    documents = [DocumentFactory().pk]
    return lambda seed: Body(seed, images=images, documents=documents, pages=pages)


def presented(page: Any, mode: Any = "public") -> Presentation:
    return present_page(page, mode=mode, place=place_of(page)).presentation


def test_every_type_of_document_has_a_schema() -> None:
    declared = [value for module in _MODULES for value in vars(module).values()]
    assert sorted(value.name for value in declared if isinstance(value, DocumentType)) == TYPES
    assert set(TYPES) <= {document_type.name for document_type in registry.document_types()}


def test_a_schema_refuses_what_it_does_not_name(site: ASite) -> None:
    details = dict(presented(ArticlePageFactory(section_page=site.sections["news"]["vi"])).details)
    assert problems("article", details) == []
    assert problems("article", {**details, "owner": "a"})
    assert problems("article", {**details, "html": "<script>"})
    del details["genre"]
    assert problems("article", details)


@pytest.mark.parametrize("mode", ["public", "preview"])
def test_articles_keep_to_their_schema_whatever_was_written(site: ASite, bodies: Any, mode: str) -> None:
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], with_lead_image=True, collected=True, live=True)
    for seed in range(40):
        body = bodies(seed)
        page.body = json.dumps(body.blocks())
        page.summary, page.work_programme_item = body.word(), body.word()
        page.event_on = datetime.date(2017, 3, 1) if seed % 2 else None
        page.origin, page.source_name = ("original", "") if seed % 3 else ("collected", "Nguồn")
        document = presented(page, mode)
        assert problems("article", document.details) == [], seed
        assert document.image is None or problems("article", {**document.details, "lead_image": document.image}) == []
        assert all(isinstance(text, str) for text in document.translatable)
        orjson.dumps(document.search)


@pytest.mark.parametrize("kind", ["home", "standard", "organisation"])
def test_standing_pages_keep_to_their_schema_whatever_was_written(site: ASite, bodies: Any, kind: str) -> None:
    page: Any = {
        "home": lambda: site.homes["vi"].specific,
        "standard": lambda: a_standard_page(site.homes["vi"]),
        "organisation": lambda: an_organisation_page(site.homes["vi"], unit=site.unit),
    }[kind]()
    for seed in range(15):
        page.body = json.dumps(bodies(seed).blocks())
        assert problems(kind, presented(page).details) == [], seed


def test_sections_units_and_menus_keep_to_their_schema(site: ASite) -> None:
    make_menus(subsite=site.subsite, sections=Section.objects.all(), by=None, at=AT)
    rows = PublishedDocument.objects.filter(document_type__in=["section", "unit", "menu"])
    assert {row.document_type for row in rows} == {"section", "unit", "menu"}
    for row in rows:
        assert problems(row.document_type, orjson.loads(row.body)) == [], row.title
