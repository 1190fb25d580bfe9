"""Authors, each with a name, and their shares (R099): together 100 %."""

from typing import TYPE_CHECKING

from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Context
from news.models import ArticlePage
from news.requirements.articles import as_issues
from news.rules import author_issues

if TYPE_CHECKING:
    from cms.pages.models import BasePage


def check_authors(page: "BasePage", context: Context) -> list[Issue]:
    """At least one author, each with a name and a share of at least 1 %, together 100 %."""
    if not isinstance(page, ArticlePage):
        return []
    return as_issues("authors", author_issues([(author.name, author.share or 0) for author in page.authors.all()]))
