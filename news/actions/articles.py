"""Articles made by code: imports, demos, tests. The admin's form leads to the same model and rules."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Locale

from cms.accounts.models import User
from cms.departments.models import OrgUnit
from cms.pages.actions import add_page
from news.models import ArticleAuthor, ArticlePage, Genre, SectionPage, Topic


@dataclass(frozen=True, kw_only=True)
class Byline:
    """An author: the name shown, the account (None for someone without one), the share in percent."""

    name: str
    account: User | None = None
    share: int = 100


@transaction.atomic
def draft_article(
    *,
    section_page: SectionPage,
    title: str,
    department: OrgUnit,
    genre: Genre,
    authors: Sequence[Byline],
    by: User | None,
    at: datetime.datetime,
    topics: Sequence[Topic] = (),
    values: Mapping[str, Any] | None = None,
) -> ArticlePage:
    """A draft in a section, in the section page's language. `values` are further fields of ArticlePage by name.

    `at` counts as its first publication once it is published. Raises ValidationError for an unknown field.
    """
    page = ArticlePage(
        title=title, department=department, genre=genre, locale=section_page.locale, **_checked(values or {})
    )
    _set_relations(page, authors=authors, topics=topics)
    return add_page(page=page, parent=section_page, by=by, at=at)


@transaction.atomic
def draft_translation(
    *,
    source: ArticlePage,
    language: str,
    title: str,
    values: Mapping[str, Any],
    by: User | None,
    at: datetime.datetime,
) -> ArticlePage:
    """A draft of an article in another language: the same content id, department, genre, dates and authors.

    Its parent is the translation of the section page, which must exist. Raises ValidationError for an
    unknown field or when the section has no page in that language.
    """
    locale = Locale.objects.get(language_code=language)
    section_page = SectionPage.objects.filter(
        translation_key=source.get_parent().translation_key, locale=locale
    ).first()
    if section_page is None:
        raise ValidationError(f"the section has no page in {language!r}", code="no_section_page")
    copied = {
        name: getattr(source, name)
        for name in (
            "origin", "format", "event_on", "is_work_programme", "is_directive", "lead_image",
            "lead_image_is_decorative", "source_name", "source_url", "source_on",
        )
    }  # fmt: skip
    page = ArticlePage(
        title=title,
        department=source.department,
        genre=source.genre,
        locale=locale,
        translation_key=source.translation_key,
        **{**copied, **_checked(values)},
    )
    authors = [Byline(name=a.name, account=a.account, share=a.share) for a in source.authors.all()]
    _set_relations(page, authors=authors, topics=list(source.topics.all()))
    return add_page(page=page, parent=section_page, by=by, at=at)


_FIELDS = frozenset(
    {
        "body", "corrections", "event_on", "format", "is_directive", "is_work_programme", "lead_image",
        "lead_image_alt", "lead_image_caption", "lead_image_is_decorative", "origin", "slug",
        "source_name", "source_on", "source_url", "summary", "work_programme_item",
    }
)  # fmt: skip


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = sorted(values.keys() - _FIELDS)
    if unknown:
        raise ValidationError(f"not fields of an article: {', '.join(unknown)}", code="unknown_field")
    return dict(values)


def _set_relations(page: ArticlePage, *, authors: Sequence[Byline], topics: Sequence[Topic]) -> None:
    page.authors = [
        ArticleAuthor(name=author.name, account=author.account, share=author.share, sort_order=order)
        for order, author in enumerate(authors)
    ]
    page.topics = list(topics)
