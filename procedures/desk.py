"""What the desk shows of the catalogue: imports that wait for the board, tasks of decisions with their clocks."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from cms.accounts.models import User
from cms.departments.policy import may
from cms.subsites.models import Subsite
from procedures.models import ChangeTask, ImportBatch

SHOWN = 8


class CataloguePanel(Component):
    """“Thủ tục hành chính” on the admin's home, for those whom it concerns."""

    name = "procedures"
    template_name = "procedures/truth/desk.html"
    order = 60

    def __init__(self, batches: list[ImportBatch], tasks: list[ChangeTask], more: int, now: datetime.datetime) -> None:
        self.batches, self.tasks, self.more, self.now = batches, tasks, more, now

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """The rows that were read already."""
        return {"batches": self.batches, "tasks": self.tasks, "more": self.more, "now": self.now}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Hook `construct_homepage_panels`: nothing for whom nothing waits."""
    panel = panel_of(request.user, at=timezone.now())  # type: ignore[arg-type]
    if panel is not None:
        panels.append(panel)


def panel_of(user: User, *, at: datetime.datetime) -> CataloguePanel | None:
    """The panel of a person, overdue tasks first; None when nothing waits.

    One query where nothing waits anywhere, which is most of the time; five at most.
    """
    if not may(user, "view_catalogue_reports", at=at):
        return None
    batches, tasks = ImportBatch.objects.waiting(), ChangeTask.objects.open()
    if not batches.order_by().values("pk").union(tasks.order_by().values("pk")).exists():
        return None
    sites = list(Subsite.objects.select_related("unit"))
    board = [site.pk for site in sites if may(user, "view_imports", target=site, at=at)]
    keepers = [site.pk for site in sites if may(user, "close_change_task", target=site, at=at)]
    shown = list(batches.filter(subsite__in=board).select_related("subsite", "by")[:SHOWN])
    rows = tasks.filter(decision__subsite__in=keepers).select_related("decision", "page")
    first = list(rows.order_by("due_at", "pk")[: SHOWN + 1])
    if not shown and not first:
        return None
    more = max(rows.count() - SHOWN, 0) if len(first) > SHOWN else 0
    return CataloguePanel(shown, first[:SHOWN], more, at)
