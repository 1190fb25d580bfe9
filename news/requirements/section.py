"""An article stands in a section that is open and holds texts."""

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.kernel.calendar import day_of
from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Context
from news.models import ArticlePage

if TYPE_CHECKING:
    from cms.pages.models import BasePage


def check_section(page: "BasePage", context: Context) -> list[Issue]:
    """The nearest section is open on the day and no mere heading over others."""
    if not isinstance(page, ArticlePage):
        return []
    if not context.sections:
        return [Issue(key="section", message=_("Move the text under a section of the site."))]
    section = context.sections[0]
    title = section.title(context.language)
    if not section.is_open(on=day_of(context.at)):
        return [Issue(key="section", message=format_lazy(_("The section “{title}” is closed."), title=title))]
    if section.is_group:
        text = _("“{title}” is only a heading: move the text under one of its sections.")
        return [Issue(key="section", message=format_lazy(text, title=title))]
    return []
