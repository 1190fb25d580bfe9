"""What the desk shows of the catalogue: imports that wait for the board, tasks of decisions with their clocks."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Window
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from cms.accounts.models import User
from cms.departments.policy import actor_of, may
from cms.departments.roles import Role
from cms.departments.standing import organisation_of
from procedures.import_access import BOARD, CLOSERS, KEEPERS
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

    A query for imports and one for tasks, each only of whoever holds a role for them in the agency of some site.
    """
    if not may(user, "view_catalogue_reports", at=at):
        return None
    batches: list[ImportBatch] = []
    tasks: list[ChangeTask] = []
    if units := _units_of(user, (*KEEPERS, *BOARD), at=at):
        waiting = ImportBatch.objects.waiting().filter(subsite__unit__in=units)
        batches = list(waiting.select_related("subsite", "by")[:SHOWN])
    if units := _units_of(user, CLOSERS, at=at):
        rows = ChangeTask.objects.open().filter(decision__subsite__unit__in=units).select_related("decision")
        tasks = list(rows.annotate(total=Window(Count("pk"))).order_by("due_at", "pk")[:SHOWN])
    if not batches and not tasks:
        return None
    more: int = tasks[0].total - len(tasks) if tasks else 0  # type: ignore[attr-defined]  # annotated
    return CataloguePanel(batches, tasks, more, at)


def _units_of(user: User, roles: tuple[Role, ...], *, at: datetime.datetime) -> list[int]:
    """The units for whose sites one of the roles counts, as `has_role_in_agency` has it; every unit for a superuser."""
    actor = actor_of(user, at=at)
    organisation = organisation_of(actor)
    if user.is_superuser:
        return list(organisation.parents)
    agencies = {organisation.agency.get(unit) for unit in actor.units_as(*roles)}
    return [unit for unit in organisation.parents if organisation.above(unit) & agencies] if agencies else []
