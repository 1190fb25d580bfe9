"""Two agencies with a site each, two divisions in the first, and one person a role: who may see and do what.

Usage:
    room = a_newsroom()
    room.people["contributor"]            # of division A, as everybody in `people`
    room.pages["own_draft"]               # of division A; "other_…" of division B; "foreign_…" of the other agency
Live pages carry an edited draft: their live title says "sống", what was written since says "nháp".
"""

from dataclasses import dataclass, field

from wagtail.models import Page

from cms.accounts.models import User
from cms.departments.models import OrgUnit
from cms.departments.roles import Role
from cms.kernel.calendar import HANOI
from cms.subsites.actions import sync_access
from news.models import ArticlePage
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.pages import AT, ArticlePageFactory, ASite, a_site

__all__ = ["HANOI", "Newsroom", "a_newsroom"]


@dataclass
class Newsroom:
    """The two sites, the divisions, the people of division A and a page of each kind."""

    site: ASite
    foreign_site: ASite
    own: OrgUnit
    other: OrgUnit
    foreign: OrgUnit
    people: dict[str, User] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)


def a_newsroom() -> Newsroom:
    """Everything of the usage above, with groups and collections derived as in the product."""
    site = a_site("department")
    foreign_site = a_site("ward", hostname="ward.localhost", is_default=False)
    room = Newsroom(
        site=site,
        foreign_site=foreign_site,
        own=OrgUnitFactory(parent=site.unit, name_vi="Phòng Lãnh sự"),
        other=OrgUnitFactory(parent=site.unit, name_vi="Phòng Hợp tác quốc tế"),
        foreign=OrgUnitFactory(parent=foreign_site.unit, name_vi="Văn phòng phường"),
    )
    room.people = {role.value: member_of(room.own, role) for role in Role}
    news, english = site.sections["news"]["vi"], site.sections["news"]["en"]
    room.pages = {
        "own_draft": _article(news, room.own, "Bản nháp của mình"),
        "own_live": _edited_live(news, room.own, "Bài của mình"),
        "own_english": _article(english, room.own, "Own English draft"),
        "other_draft": _article(news, room.other, "Bản nháp phòng khác"),
        "other_live": _edited_live(news, room.other, "Bài phòng khác"),
        "foreign_draft": _article(foreign_site.sections["news"]["vi"], room.foreign, "Bản nháp phường"),
        "foreign_live": _edited_live(foreign_site.sections["news"]["vi"], room.foreign, "Bài phường"),
        "section": news,
        "english_section": english,
        "home": site.homes["vi"],
    }
    for place in (site, foreign_site):
        sync_access(subsite=place.subsite, by=None, at=AT)
    return room


def _article(section: Page, unit: OrgUnit, title: str) -> ArticlePage:
    page: ArticlePage = ArticlePageFactory(section_page=section, department=unit, title=title)
    return page


def _edited_live(section: Page, unit: OrgUnit, title: str) -> ArticlePage:
    page: ArticlePage = ArticlePageFactory(section_page=section, department=unit, title=f"{title} (sống)", live=True)
    page.title = f"{title} (nháp)"
    page.save_revision()
    stored: ArticlePage = ArticlePage.objects.get(pk=page.pk)
    return stored
