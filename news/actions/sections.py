"""The pages of a section: the plan loader's factory for every kind of content that lists articles."""

import datetime

from django.db import transaction
from wagtail.models import Locale, Page

from cms.accounts.models import User
from cms.editorial.models import Section
from cms.kernel.text import slugify
from cms.pages.actions import add_page, publish_latest, retitle
from news.actions.vocabulary import load_vocabulary
from news.models import SectionPage


@transaction.atomic
def make_section_pages(
    *, section: Section, parents: dict[str, Page], by: User | None, at: datetime.datetime
) -> dict[str, Page]:
    """One published page a language under the given parents, with the section's content id.

    Idempotent: a page that agrees with the section gets no new revision. A section that moved under
    another takes its pages along; a closed one keeps them.
    """
    load_vocabulary(by=by, at=at)
    pages: dict[str, Page] = {}
    for language, parent in parents.items():
        locale, _created = Locale.objects.get_or_create(language_code=language)
        page = SectionPage.objects.filter(translation_key=section.content_id, locale=locale).first()
        if page is None:
            page = _new_page(section, parent=parent, locale=locale, by=by, at=at)
        else:
            _bring_in_line(page, section, parent=parent, by=by, at=at)
        pages[language] = page
    return pages


def _new_page(section: Section, *, parent: Page, locale: Locale, by: User | None, at: datetime.datetime) -> SectionPage:
    title = section.title(locale.language_code)
    page = SectionPage(
        title=title,
        slug=_free_slug(slugify(title) or section.key, parent),
        locale=locale,
        translation_key=section.content_id,
        section=section,
        department=section.subsite.unit,
    )
    return publish_latest(page=add_page(page=page, parent=parent, by=by, at=at), by=by, at=at)


def _bring_in_line(
    page: SectionPage, section: Section, *, parent: Page, by: User | None, at: datetime.datetime
) -> None:
    retitle(page=page, title=section.title(page.locale.language_code), by=by, at=at)
    if page.get_parent().pk != parent.pk:
        page.move(parent, pos="last-child", user=by)
        page.refresh_from_db()


def _free_slug(slug: str, parent: Page) -> str:
    """The slug, numbered when a sibling has it already."""
    taken = set(parent.get_children().filter(slug__startswith=slug).values_list("slug", flat=True))
    candidates = (slug if number == 1 else f"{slug}-{number}" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)
