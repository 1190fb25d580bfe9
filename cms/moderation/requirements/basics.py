"""Title and department: what every page has."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Context

if TYPE_CHECKING:
    from cms.pages.models import BasePage


def check_title(page: "BasePage", context: Context) -> list[Issue]:
    """A page has a title."""
    return [] if page.title.strip() else [Issue(key="title", field="title", message=_("Write a title."))]


def check_department(page: "BasePage", context: Context) -> list[Issue]:
    """A page is of a unit of its site that exists (R070): its head reviews it. Always blocks (DOMAIN E15)."""
    if context.department is None:
        message = _("Choose the department whose text this is.")
    elif not context.is_department_of_site:
        message = _("This department no longer exists, or is none of this site: choose another one.")
    else:
        return []
    return [Issue(key="department", field="department", message=message)]
