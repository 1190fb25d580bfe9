"""“Biên dịch” on the desk of the admin: what I have, what waits in my unit."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, Window
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from cms.departments.policy import may
from cms.translation.admin.views.lists import Row
from cms.translation.models import LISTED
from cms.translation.queries import requests_for

SHOWN = 8


class TranslationPanel(Component):
    """Requests of the person's units: own ones first, then late ones; drafts sent back are own ones in progress."""

    name = "translations"
    template_name = "translation/panel.html"
    order = 60

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """One query, however many requests there are."""
        request = (parent_context or {})["request"]
        at = timezone.now()
        counted = {
            "total": Count("pk"),
            "late": Count("pk", filter=Q(due_at__lt=at)),
            "mine": Count("pk", filter=Q(assignee=request.user)),
        }
        # Counted over all in the query of those that are shown: the home of the admin has few to spend.
        over_all = {f"number_{name}": Window(number) for name, number in counted.items()}
        rows = list(requests_for(request.user, at=at).select_related(*LISTED).annotate(**over_all)[:SHOWN])
        told = {name: getattr(rows[0], f"number_{name}") if rows else 0 for name in counted}
        return {**told, "rows": [Row.of(row, at=at) for row in rows], "url": reverse("translation_requests")}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Hook `construct_homepage_panels`: for those who have to do with translations, after the desk."""
    if may(request.user, "view_translations", at=timezone.now()):
        panels.append(TranslationPanel())
