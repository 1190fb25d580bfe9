"""Authors and their shares (R099): together 100 %."""

from typing import TYPE_CHECKING

from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Context
from news.models import ArticlePage
from news.requirements.articles import as_issues
from news.rules import share_issues

if TYPE_CHECKING:
    from cms.pages.models import BasePage


def check_authors(page: "BasePage", context: Context) -> list[Issue]:
    """At least one author, each with a share of at least 1 %, together 100 %."""
    if not isinstance(page, ArticlePage):
        return []
    return as_issues("authors", share_issues([author.share or 0 for author in page.authors.all()]))
