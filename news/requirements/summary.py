"""A summary, which lists, search engines and social networks show."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Context
from news.models import ArticlePage

if TYPE_CHECKING:
    from cms.pages.models import BasePage


def check_summary(page: "BasePage", context: Context) -> list[Issue]:
    """An article has one."""
    if not isinstance(page, ArticlePage) or page.summary.strip():
        return []
    message = _("Write a summary: one or two sentences that lists and search engines show.")
    return [Issue(key="summary", field="summary", message=message)]
