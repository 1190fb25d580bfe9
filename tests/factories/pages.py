"""Sites with their homes and sections, and articles in them, made through the product's own actions.

Usage:
    site = a_site()                                   # homes vi and en, section "news" in both languages
    ArticlePageFactory(section_page=site.sections["news"]["vi"])
    ArticlePageFactory(section_page=…, collected=True)        # with its source
    ArticlePageFactory(section_page=…, photo_story=True)      # three captioned pictures
    ArticlePageFactory(section_page=…, live=True)             # published
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

import factory
from wagtail.models import Page, Site

from cms.departments.models import OrgUnit
from cms.editorial.models import ContentKind, Section
from cms.pages.actions import add_page, publish_latest
from cms.subsites.models import Subsite
from home.actions import make_homes
from home.models import OrganisationPage, StandardPage
from news.actions import Byline, draft_article, load_vocabulary, make_section_pages
from news.models import ArticlePage, Genre
from tests.factories.media import ImageFactory

AT = datetime.datetime(2017, 3, 15, 2, 30, tzinfo=datetime.UTC)  # Wednesday 09:30 in Hanoi
PARAGRAPH = {"type": "paragraph", "value": {"text": "<p>Sở Ngoại vụ tiếp đoàn công tác.</p>", "lang": ""}}


@dataclass
class ASite:
    """A site of the platform: its unit, its homes and the pages of its sections by key and language."""

    subsite: Subsite
    unit: OrgUnit
    homes: dict[str, Page]
    sections: dict[str, dict[str, Page]] = field(default_factory=dict)


def a_site(
    key: str = "department",
    *,
    hostname: str = "localhost",
    sections: tuple[str, ...] = ("news",),
    is_default: bool = True,
    at: datetime.datetime = AT,
) -> ASite:
    """A site with a home and the given news sections in both languages, all published."""
    unit, _created = OrgUnit.objects.get_or_create(
        key=f"{key}-unit",
        defaults={"kind": "so", "name_vi": "Sở Ngoại vụ", "name_en": "Department of Foreign Affairs"},
    )
    homes = make_homes(
        subsite_key=key, titles={"vi": "Sở Ngoại vụ", "en": "Foreign Affairs"}, unit_key=unit.key, by=None, at=at
    )
    if is_default:
        Site.objects.filter(is_default_site=True).update(is_default_site=False)
        Site.objects.filter(hostname=hostname, port=80).delete()
    site = Site.objects.create(hostname=hostname, port=80, root_page=homes["vi"], is_default_site=is_default)
    subsite = Subsite.objects.create(
        site=site, key=key, unit=unit, title_vi="Sở Ngoại vụ", title_en="Department of Foreign Affairs"
    )
    made = ASite(subsite=subsite, unit=unit, homes=homes)
    for number, name in enumerate(sections, start=1):
        add_section(made, name, number=str(number), at=at)
    return made


def add_section(
    site: ASite, key: str, *, number: str = "1", parent: str | None = None, at: datetime.datetime = AT, **values: Any
) -> Section:
    """A section of the plan with its published pages, under another section or under the homes."""
    above = Section.objects.get(subsite=site.subsite, key=parent) if parent else None
    defaults: dict[str, Any] = {
        "number": number,
        "title_vi": f"Chuyên mục {key}",
        "title_en": f"Section {key}",
        "content_kind": ContentKind.NEWS,
        "parent": above,
        "order": int(float(number) * 10),
    }
    section = Section.objects.create(subsite=site.subsite, key=key, **{**defaults, **values})
    parents = site.sections[parent] if parent else site.homes
    site.sections[key] = make_section_pages(section=section, parents=parents, by=None, at=at)
    return section


def picture_value(image_id: int, **values: Any) -> dict[str, Any]:
    """The stored value of a picture block, described and captioned."""
    defaults = {
        "image": image_id,
        "alt": "Hai đoàn bắt tay",
        "is_decorative": False,
        "caption": "Lễ ký kết",
        "credit": "",
        "lang": "",
    }
    return {**defaults, **values}


class ArticlePageFactory(factory.Factory):
    class Meta:
        model = ArticlePage

    class Params:
        collected = factory.Trait(
            origin="collected",
            source_name="Website Chính phủ",
            source_url="https://nguon.example/tin",
            source_on=datetime.date(2017, 3, 14),
        )
        photo_story = factory.Trait(
            format="photo_story",
            body=factory.LazyFunction(
                lambda: [{"type": "image", "value": picture_value(ImageFactory().pk)} for _ in range(3)]
            ),
        )
        with_lead_image = factory.Trait(lead_image=factory.SubFactory(ImageFactory), lead_image_alt="Cổng Sở")

    title = factory.Sequence(lambda n: f"Tiếp đoàn công tác số {n}")
    body = factory.LazyFunction(lambda: [PARAGRAPH])

    @classmethod
    def _create(cls, model_class: type[ArticlePage], *args: Any, **kwargs: Any) -> ArticlePage:
        load_vocabulary(by=None, at=AT)
        section_page = kwargs.pop("section_page")
        at = kwargs.pop("at", AT)
        by = kwargs.pop("by", None)
        live = kwargs.pop("live", False)
        page = draft_article(
            section_page=section_page,
            title=kwargs.pop("title"),
            department=kwargs.pop("department", section_page.department),
            genre=kwargs.pop("genre", None) or Genre.objects.get(key="tin-tuc-su-kien"),
            authors=kwargs.pop("authors", None) or [Byline(name="Cộng tác viên A")],
            topics=kwargs.pop("topics", ()),
            values=kwargs,
            by=by,
            at=at,
        )
        return publish_latest(page=page, by=by, at=at) if live else page


def a_standard_page(parent: Page, *, title: str = "Giới thiệu", at: datetime.datetime = AT, **values: Any) -> Page:
    """A published page of reference text."""
    page = StandardPage(title=title, department=parent.specific.department, locale=parent.locale, **values)
    return publish_latest(page=add_page(page=page, parent=parent, by=None, at=at), by=None, at=at)


def an_organisation_page(parent: Page, *, title: str = "Cơ cấu", at: datetime.datetime = AT, **values: Any) -> Page:
    """A published organisation page."""
    page = OrganisationPage(title=title, department=parent.specific.department, locale=parent.locale, **values)
    return publish_latest(page=add_page(page=page, parent=parent, by=None, at=at), by=None, at=at)
