"""Pictures: one where the section asks (R038), each described or decorative (WCAG 1.1.1)."""

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Context
from news.models import ArticlePage
from news.requirements.articles import as_issues, undescribed_pictures, values_of
from news.rules import image_issues, lead_image_issues

if TYPE_CHECKING:
    from cms.pages.models import BasePage


def check_picture(page: "BasePage", context: Context) -> list[Issue]:
    """At least one image where the section or the format asks for it."""
    values = values_of(page, context)
    return as_issues("picture", image_issues(values)) if values is not None else []


def check_alternative(page: "BasePage", context: Context) -> list[Issue]:
    """Lead image and pictures of the body say what they show, or that they show nothing; always blocks."""
    values = values_of(page, context)
    if values is None or not isinstance(page, ArticlePage):
        return []
    issues = as_issues("image_alt", lead_image_issues(values))
    count = undescribed_pictures(page)
    if count:
        text = _("Images of the body without alternative text: {count}. Describe each, or mark it as decorative.")
        issues.append(Issue(key="image_alt", field="body", message=format_lazy(text, count=count)))
    return issues
