"""A collected item names its source (R037)."""

from typing import TYPE_CHECKING

from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Context
from news.requirements.articles import as_issues, values_of
from news.rules import source_issues

if TYPE_CHECKING:
    from cms.pages.models import BasePage


def check_source(page: "BasePage", context: Context) -> list[Issue]:
    """Name, address and date; always blocks (DOMAIN E15)."""
    values = values_of(page, context)
    return as_issues("source", source_issues(values)) if values is not None else []
