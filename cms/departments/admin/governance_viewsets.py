"""Editorial boards and operating regulations."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from cms.departments.actions import adopt_regulation, appoint_board
from cms.departments.admin import forms
from cms.departments.admin.organisation_viewset import FoldedIndexView, OrganisationViewSet
from cms.departments.admin.views import ActionCreateView
from cms.departments.models import EditorialBoard, OperatingRegulation
from cms.departments.policy import require


class BoardCreateView(ActionCreateView):
    operation = "manage_governance"

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> EditorialBoard:
        facts = ("agency", "unit", "decision_number", "decision_date", "issuer", "valid_from")
        seats = self.form.seats()
        require(self.request.user, "seat_board", target=seats, at=at)
        return appoint_board(**{name: given[name] for name in facts}, seats=seats, by=self.request.user, at=at)


class BoardInspectView(generic.InspectView):
    """A board with its members."""

    def get_fields_context(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = super().get_fields_context()
        seats = self.object.members.select_related("person").order_by("id")
        text = "; ".join(f"{seat.person} · {seat.get_role_display()}" for seat in seats)
        return [*rows, {"label": _("Members"), "value": text or "–", "component": None}]


class BoardViewSet(OrganisationViewSet):
    model = EditorialBoard
    icon = "clipboard-list"
    menu_label = _("Editorial boards")
    manage = "manage_governance"
    new_form = forms.BoardForm
    index_view_class, add_view_class = FoldedIndexView, BoardCreateView
    inspect_view_enabled = True
    inspect_view_class = BoardInspectView
    inspect_view_fields = [
        "agency",
        "unit",
        "decision_number",
        "decision_date",
        "issuer",
        "valid_from",
        "valid_to",
    ]
    list_display = ["decision_number", "agency", "decision_date", "valid_from", "valid_to"]
    search_fields = ("agency__search_text", "unit__search_text")


class RegulationCreateView(ActionCreateView):
    operation = "manage_governance"

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> OperatingRegulation:
        return adopt_regulation(**given, by=self.request.user, at=at)


class RegulationViewSet(OrganisationViewSet):
    model = OperatingRegulation
    icon = "doc-full"
    menu_label = _("Operating regulations")
    manage = "manage_governance"
    new_form = forms.RegulationForm
    index_view_class, add_view_class = FoldedIndexView, RegulationCreateView
    list_display = ["title", "decision_number", "agency", "valid_from", "valid_to"]
    search_fields = ("agency__search_text",)
