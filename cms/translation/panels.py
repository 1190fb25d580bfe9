"""“Biên dịch” on the desk of the admin: what I have, what waits in my unit."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q
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
        """Three queries, however many requests there are."""
        request = (parent_context or {})["request"]
        at = timezone.now()
        found = requests_for(request.user, at=at)
        told = found.order_by().aggregate(
            total=Count("pk"), late=Count("pk", Q(due_at__lt=at)), mine=Count("pk", Q(assignee=request.user))
        )
        rows = [Row.of(row, at=at) for row in found.select_related(*LISTED)[:SHOWN]]
        return {**told, "rows": rows, "url": reverse("translation_requests")}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Hook `construct_homepage_panels`: for those who have to do with translations, after the desk."""
    if may(request.user, "view_translations", at=timezone.now()):
        panels.append(TranslationPanel())
