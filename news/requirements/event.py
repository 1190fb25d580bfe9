"""The day of what is reported (R040): a text is on time when it is submitted on that day."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Context
from news.models import ArticlePage

if TYPE_CHECKING:
    from cms.pages.models import BasePage


def check_event(page: "BasePage", context: Context) -> list[Issue]:
    """An article says on which day what it reports took place."""
    if not isinstance(page, ArticlePage) or page.event_on is not None:
        return []
    message = _("Give the date of the event: only with it can the item count as on time.")
    return [Issue(key="event_date", field="event_on", message=message)]
