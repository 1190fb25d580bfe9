"""“Còn thiếu gì?”: what is missing, beside the form, from the first word on."""

from collections.abc import Sequence
from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from cms.moderation.queries import issues_of
from cms.moderation.requirements.issues import Issue, Level
from cms.pages.models import BasePage

LIST_TEMPLATE = "moderation/requirements/list.html"


class MissingPanel(Component):
    """The box; `address` is asked again with the whole form while somebody writes."""

    template_name = "moderation/requirements/panel.html"

    def __init__(self, *, issues: Sequence[Issue], address: str, is_new: bool = False) -> None:
        self.issues, self.address, self.is_new = issues, address, is_new

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """For the template. stored: where a new page is asked about once autosave has stored it, its number for 0."""
        stored = reverse("moderation_missing", args=(0,)) if self.is_new else ""
        return {**list_context(self.issues), "address": self.address, "stored": stored}

    @property
    def media(self) -> Media:
        return Media(css={"all": ["moderation/missing.css"]}, js=["moderation/missing.js"])


def missing_panel(page: Any, request: HttpRequest) -> MissingPanel | None:
    """The box for a page as its form has it (`cms.pages.registry`); a new page is asked for by its future parent."""
    if not isinstance(page, BasePage):
        return None
    if page.pk:
        address = reverse("moderation_missing", args=(page.pk,))
    elif page.future_parent is not None:
        names = (page._meta.app_label, page._meta.model_name, page.future_parent.pk)
        address = reverse("moderation_missing_of_new", args=names)
    else:
        return None
    return MissingPanel(issues=issues_of(page, at=timezone.now()), address=address, is_new=not page.pk)


def list_context(issues: Sequence[Issue]) -> dict[str, Any]:
    """The list and the sentence that says how long it is."""
    blocking = sum(issue.level == Level.BLOCK for issue in issues)
    return {
        "issues": issues,
        "says": says(blocking=blocking, warnings=len(issues) - blocking),
        "blocks": bool(blocking),
    }


def says(*, blocking: int, warnings: int) -> str:
    """How much is missing, in a sentence that a screen reader speaks."""
    parts = []
    if blocking:
        parts.append(ngettext("{n} thing to mend before submitting", "{n} things to mend before submitting", blocking))
    if warnings:
        parts.append(ngettext("{n} thing to look at", "{n} things to look at", warnings))
    counts = [count for count in (blocking, warnings) if count]
    said = ", ".join(part.format(n=count) for part, count in zip(parts, counts, strict=True))
    return said or _("Nothing is missing.")
