"""A site with something in each kind of list, and a client that reads it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client

from cms.delivery.kept_lists import forget_lists
from cms.publishing import reading
from cms.publishing.models import PublishedDocument
from cms.subsites.models import Subsite
from tests.factories.publishing import DocumentFactory, FormerAddressFactory, SubsiteFactory, raise_generation


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    reading.forget()
    forget_lists()
    yield
    reading.forget()
    forget_lists()


@dataclass
class World:
    site: Subsite
    section: PublishedDocument
    unit: PublishedDocument
    article: PublishedDocument
    english: PublishedDocument
    gone_id: str


@pytest.fixture
def world(db: None) -> World:
    """Site `department` with one section, one unit, one article in two languages, one moved and one withdrawn."""
    site = SubsiteFactory(key="department", is_default=True)
    home = DocumentFactory(site=site, document_type="home", is_listed=False, path="/", title="Trang chủ")
    section = DocumentFactory(
        site=site,
        document_type="section",
        is_listed=False,
        title="Tin tức",
        path="/tin-tuc/",
        details={"key": "news", "number": "2", "parent": None, "content_kind": "article", "is_group": False},
        linked={"breadcrumbs": [home.content_id]},
    )
    unit = DocumentFactory(
        site=site, document_type="unit", is_listed=False, path="/don-vi/van-phong/", title="Văn phòng"
    )
    linked = {
        "breadcrumbs": [home.content_id, section.content_id],
        "section": [section.content_id],
        "department": [unit.content_id],
    }
    article = DocumentFactory(
        site=site,
        title="Họp báo",
        path="/tin-tuc/hop-bao/",
        linked=linked,
        facets=[("section", "news"), ("department", "office")],
    )
    english = DocumentFactory(
        site=site,
        content_id=article.content_id,
        locale="en",
        title="Press conference",
        path="/en/news/press-conference/",
        linked=linked,
        translated_fingerprint=article.source_fingerprint,
    )
    FormerAddressFactory(site=site, path="/tin-cu/hop-bao/", content_id=article.content_id)
    gone = FormerAddressFactory(site=site, path="/tin-tuc/da-go/", is_gone=True, reason="Hết hiệu lực")
    raise_generation()
    return World(site, section, unit, article, english, str(gone.content_id))


@pytest.fixture
def api(client: Client) -> Client:
    return client
