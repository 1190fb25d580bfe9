"""From a page to the values that the rules of articles take."""

from typing import TYPE_CHECKING

from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Context
from cms.pages.presenters.raw import pictures
from news.models import ArticlePage
from news.rules import ArticleValues
from news.rules import Issue as Found

if TYPE_CHECKING:
    from cms.pages.models import BasePage


def values_of(page: "BasePage", context: Context) -> ArticleValues | None:
    """The values of an article; None for a page of another type, of which these rules say nothing."""
    if not isinstance(page, ArticlePage):
        return None
    nearest = context.sections[0] if context.sections else None
    # The section asks by its plan (R038), or by a rule of moderation that says what a picture weighs there.
    is_asked = bool(nearest and nearest.image_required) or context.levels.get("picture") in {"block", "warn"}
    return page.values(image_required=is_asked)


def as_issues(key: str, found: list[Found]) -> list[Issue]:
    """The rule's findings as issues of a requirement."""
    return [Issue(key=key, field=one.field, message=one.message) for one in found]


def undescribed_pictures(page: ArticlePage) -> int:
    """How many pictures of the body have neither an alternative text nor the decorative mark."""
    return sum(
        1 for item in pictures(page.body) if not item.get("is_decorative") and not str(item.get("alt") or "").strip()
    )
