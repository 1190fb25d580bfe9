"""A text that says what another one of the last 30 days says (R022)."""

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Context

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from cms.moderation.requirements.similarity import Similar
    from cms.pages.models import BasePage


def check_duplicates(page: "BasePage", context: Context) -> list[Issue]:
    """One issue for each similar text; of a draft only whose it is, never its title."""
    return [Issue(key="near_duplicate", field="title", message=_told(similar)) for similar in context.similar]


def _told(similar: "Similar") -> "StrOrPromise":
    if similar.title:
        text = _("Much like “{title}” ({unit}), published in the last 30 days.")
        return format_lazy(text, title=similar.title, unit=similar.unit)
    return format_lazy(_("Much like a draft of {unit}: agree on who publishes it."), unit=similar.unit)
