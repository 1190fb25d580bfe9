"""The desk as the admin's home shows it, in the place of Wagtail's own panels."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.admin.views import home

from cms.desk.queries import desk_of
from cms.desk.rows import Desk
from cms.editorial.line_words import quota_text
from cms.editorial.owing import OwedLine
from cms.editorial.screen import PACES

TASKS_SHOWN, WAITING_SHOWN, DRAFTS_SHOWN, LINES_SHOWN = 10, 6, 6, 10
# They tell titles of other departments' drafts, or what the desk tells better.
_REPLACED = (
    home.UserObjectsInWorkflowModerationPanel,
    home.WorkflowObjectsToModeratePanel,
    home.RecentEditsPanel,
    home.LockedPagesPanel,
    home.WhatsNewInWagtailVersionPanel,
)


class DeskPanel(Component):
    """“Việc của tôi”, “Bản nháp của tôi”, “Đơn vị tôi còn nợ tuần này”, and the overview of the standing office."""

    name = "desk"
    template_name = "desk/desk.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """Read the desk of the person who looks."""
        request = (parent_context or {})["request"]
        return desk_context(desk_of(request.user, at=timezone.now()))


def desk_context(desk: Desk) -> dict[str, Any]:
    """What the template shows: the first of each list, and how many there are."""
    return {
        "desk": desk,
        "tasks": desk.tasks[:TASKS_SHOWN],
        "waiting": desk.waiting[:WAITING_SHOWN],
        "reading": desk.reading[:WAITING_SHOWN],
        "drafts": desk.drafts[:DRAFTS_SHOWN],
        "lines": [_line(row) for row in desk.lines[:LINES_SHOWN]],
        "tasks_url": reverse("moderation_tasks"),
        "waiting_url": reverse("moderation_waiting"),
        "sections_url": reverse("moderation_sections"),
        "plans_url": reverse("editorial_plans"),
    }


def _line(row: OwedLine) -> dict[str, Any]:
    target = row.progress.minimum if row.progress.minimum is not None else row.progress.maximum
    return {
        "title": row.line.section.title("vi") if row.line.section is not None else row.line.content_vi,
        "site": row.line.version.plan.subsite.title_vi,
        "quota": quota_text(row.line) if target is not None or row.line.quantity_text else "",
        "done": row.progress.done,
        "target": target,
        "own_done": row.own_done,
        "owed": row.owed,
        "pace": row.progress.pace.value,
        "pace_label": PACES[row.progress.pace],
        "url": reverse("editorial_plan", args=(row.line.version.plan_id,)),
    }


def replace_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Hook `construct_homepage_panels`."""
    panels[:] = [panel for panel in panels if not isinstance(panel, _REPLACED)]
    panels.append(DeskPanel())


def remove_summary(request: HttpRequest, items: list[Any]) -> None:
    """Hook `construct_homepage_summary_items`: counts of all pages and files say nothing about the day's work."""
    items.clear()
