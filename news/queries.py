"""Reads about sections and the Word files sent to them."""

from typing import Any

from wagtail.models import Page

from cms.accounts.models import User
from cms.subsites.models import Subsite
from news.models import ManuscriptImport, SectionPage


def section_page_of(subsite: Subsite, key: str, *, language: str = "vi") -> SectionPage | None:
    """The page of a section of a site in a language; None when there is none."""
    pages = SectionPage.objects.filter(section__subsite=subsite, section__key=key, locale__language_code=language)
    page: SectionPage | None = pages.first()
    return page


def section_pages_for(user: Any) -> list[SectionPage]:
    """The section pages under which a person may make articles, in the order of the tree."""
    pages = SectionPage.objects.select_related("section__subsite", "locale").order_by("path")
    return [page for page in pages if may_add_under(user, page)]


def may_add_under(user: Any, page: SectionPage) -> bool:
    """Whether a person may make an article there: Wagtail asks the policy of pages (operation `add_page`)."""
    return bool(page.permissions_for_user(user).can_add_subpage()) and page.live


def waiting_manuscripts(user: User) -> list[ManuscriptImport]:
    """The files a person sent that wait for their drafts, the latest first."""
    rows = ManuscriptImport.objects.waiting().filter(by=user)
    return list(rows.select_related("section_page", "department", "genre", "author"))


def manuscript_of_page(page: Page) -> ManuscriptImport | None:
    """The Word file a page was made of; None for any other page."""
    if not page.pk:
        return None
    return ManuscriptImport.objects.imported().select_related("by").filter(page_id=page.pk).first()


def same_file(*, sha256: str, author: User) -> ManuscriptImport | None:
    """The draft that exists already of the same bytes by the same author; None when there is none."""
    rows = ManuscriptImport.objects.imported().filter(file_sha256=sha256, author=author)
    return rows.select_related("page").first()


def may_see_manuscript(user: Any, manuscript: ManuscriptImport) -> bool:
    """Whoever may see the drafts of the page may read the report and fetch the original; before that its sender."""
    if manuscript.page is None:
        return manuscript.state == ManuscriptImport.State.WAITING and manuscript.by_id == user.pk
    return bool(manuscript.page.permissions_for_user(user).can_view_revisions())
