"""Rows of the content store, written directly: for tests of reading.

Tests of writing go through the actions. Every row raises the store's generation, as an action does.
"""

import datetime
import uuid
from typing import Any

import factory
import orjson
from django.db.models import F
from wagtail.models import Page, Site

from cms.departments.models import OrgUnit
from cms.publishing.models import DocumentFacet, FormerAddress, PublishedDocument, StoreGeneration
from cms.publishing.models.store import document_key
from cms.subsites.models import Subsite

FIRST = datetime.datetime(2026, 3, 2, 1, 0, tzinfo=datetime.UTC)  # Monday, 08:00 in Hanoi


def raise_generation(at: datetime.datetime | None = None) -> None:
    """What every action does in the transaction of its change."""
    StoreGeneration.objects.get_or_create(id=1)
    StoreGeneration.objects.update(value=F("value") + 1, changed_at=at or datetime.datetime.now(datetime.UTC))


class UnitFactory(factory.django.DjangoModelFactory[OrgUnit]):
    class Meta:
        model = OrgUnit

    key = factory.Sequence(lambda n: f"unit-{n}")
    kind = OrgUnit.Kind.SO
    name_vi = factory.LazyAttribute(lambda unit: f"Đơn vị {unit.key}")


class SubsiteFactory(factory.django.DjangoModelFactory[Subsite]):
    """A site with a bare Wagtail page as its root; `is_default=True` takes over the default host."""

    class Meta:
        model = Subsite

    class Params:
        hostname = factory.LazyAttribute(lambda subsite: f"{subsite.key}.localhost")
        is_default = False

    key = factory.Sequence(lambda n: f"site-{n}")
    title_vi = factory.LazyAttribute(lambda subsite: f"Trang {subsite.key}")
    title_en = factory.LazyAttribute(lambda subsite: f"Site {subsite.key}")
    unit = factory.SubFactory(UnitFactory)

    @factory.lazy_attribute
    def site(self) -> Site:
        if self.is_default:
            Site.objects.filter(is_default_site=True).update(is_default_site=False)
        root = Page.get_first_root_node()
        assert root is not None
        home = root.add_child(instance=Page(title=self.title_vi, slug=f"home-{self.key}"))
        return Site.objects.create(
            hostname=self.hostname, port=80, root_page=home, is_default_site=self.is_default, site_name=self.key
        )


class DocumentFactory(factory.django.DjangoModelFactory[PublishedDocument]):
    """Usage: DocumentFactory(site=site, title="Họp báo", facets=[("section", "news")], links={"section": [id]})."""

    class Meta:
        model = PublishedDocument
        skip_postgeneration_save = True

    class Params:
        number = factory.Sequence(int)
        details: dict[str, Any] = {"html": "<p>Nội dung</p>", "blocks": []}
        linked: dict[str, list[uuid.UUID]] = {}

    site = factory.SubFactory(SubsiteFactory)
    content_id = factory.LazyFunction(uuid.uuid4)
    locale = "vi"
    document_type = "article"
    schema_version = 1
    version = factory.LazyAttribute(lambda row: row.number)
    is_listed = True
    in_sitemap = True
    title = factory.LazyAttribute(lambda row: f"Bài số {row.number}")
    summary = ""
    image = ""
    path = factory.LazyAttribute(lambda row: f"{'/en' if row.locale == 'en' else ''}/bai-{row.number}/")
    published_at = factory.LazyAttribute(lambda row: FIRST + datetime.timedelta(minutes=row.number))
    first_published_at = factory.SelfAttribute("published_at")
    updated_at = factory.SelfAttribute("published_at")
    changed_at = factory.SelfAttribute("updated_at")
    source_fingerprint = factory.LazyAttribute(lambda row: f"fingerprint-{row.number}")
    translated_fingerprint = ""
    page_id = None
    body = factory.LazyAttribute(lambda row: orjson.dumps(row.details).decode())
    links = factory.LazyAttribute(
        lambda row: orjson.dumps({name: list(map(str, ids)) for name, ids in row.linked.items()}).decode()
    )
    search = ""
    id = factory.LazyAttribute(
        lambda row: document_key(site_key=row.site.key, content_id=row.content_id, locale=row.locale)
    )

    @factory.post_generation
    def facets(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        document = self
        assert isinstance(document, PublishedDocument)
        for name, value in extracted or ():
            DocumentFacet.objects.create(
                document=document,
                site=document.site,
                locale=document.locale,
                name=name,
                value=value,
                published_at=document.published_at,
            )
        raise_generation()


class FormerAddressFactory(factory.django.DjangoModelFactory[FormerAddress]):
    """Usage: FormerAddressFactory(site=site, path="/cu/", is_gone=True, reason="Hết hiệu lực")."""

    class Meta:
        model = FormerAddress

    site = factory.SubFactory(SubsiteFactory)
    path = factory.Sequence(lambda n: f"/cu-{n}/")
    content_id = factory.LazyFunction(uuid.uuid4)
    locale = "vi"
    is_gone = False
    reason = ""
    since = FIRST
