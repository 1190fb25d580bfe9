"""A photo story has enough pictures with captions (R117)."""

from typing import TYPE_CHECKING

from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Context
from news.models import ArticlePage, SectionPage
from news.requirements.articles import as_issues
from news.rules import photo_story_issues

if TYPE_CHECKING:
    from cms.pages.models import BasePage


def check_photo_story(page: "BasePage", context: Context) -> list[Issue]:
    """By the number that its section page asks for: one query, and only of a photo story."""
    if not isinstance(page, ArticlePage) or page.format != ArticlePage.Format.PHOTO_STORY:
        return []
    above = page.path[: -page.steplen] or (page.future_parent.path if page.future_parent is not None else "")
    asked = SectionPage.objects.filter(path=above).values_list("photo_story_minimum", flat=True).first()
    return as_issues("photo_story", photo_story_issues(page.values(photo_story_minimum=asked or 0)))
