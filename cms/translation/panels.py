"""“Biên dịch” on the desk of the admin: what I have, what waits in my unit."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from cms.departments.policy import may
from cms.translation.admin.views.lists import Row
from cms.translation.queries import requests_for
from cms.translation.states import State

SHOWN = 8


class TranslationPanel(Component):
    """Requests of the person's units: own ones first, then late ones; drafts sent back are own ones in progress."""

    name = "translations"
    template_name = "translation/panel.html"
    order = 60

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """Three queries, however many requests there are."""
        request = (parent_context or {})["request"]
        at = timezone.now()
        found = [row for row in requests_for(request.user, at=at) if row.state != State.IN_REVIEW]
        mine = [row for row in found if row.assignee_id == request.user.pk]
        others = [row for row in found if row.assignee_id != request.user.pk]
        return {
            "rows": [Row.of(row, at=at) for row in [*mine, *others][:SHOWN]],
            "total": len(found),
            "late": sum(row.due_at < at for row in found),
            "mine": len(mine),
            "url": reverse("translation_requests"),
        }


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Hook `construct_homepage_panels`: for those who have to do with translations, after the desk."""
    if may(request.user, "view_translations", at=timezone.now()):
        panels.append(TranslationPanel())
