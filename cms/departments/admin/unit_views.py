"""Units in the admin: a tree, and renaming, merging and dissolving as proper forms."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from cms.departments.actions import create_unit, dissolve_unit, merge_units, rename_unit, update_unit
from cms.departments.admin.forms import DissolveForm, MergeForm, RenameForm
from cms.departments.admin.views import ActionCreateView, ActionEditView
from cms.departments.models import OrgUnit
from cms.departments.policy import may, require
from cms.departments.queries import memberships_of_unit, regulation_in_force, units_in_tree
from cms.kernel.calendar import day_of
from cms.kernel.errors import DomainError
from cms.kernel.folded_search import FoldedSearchMixin

OPERATION = "manage_units"
# A longer CASE would pass SQLite's limit on the depth of an expression.
_MOST_IN_TREE = 400


class UnitIndexView(FoldedSearchMixin, generic.IndexView):
    """Every unit, indented as a tree."""

    default_ordering = None

    @cached_property
    def depths(self) -> dict[int, tuple[int, int]]:
        """Place in the tree and depth, by id."""
        return {unit.pk: (place, depth) for place, (depth, unit) in enumerate(units_in_tree())}

    def order_queryset(self, queryset: "QuerySet[OrgUnit]") -> "QuerySet[OrgUnit]":
        """In the order of the tree."""
        if len(self.depths) > _MOST_IN_TREE:
            return queryset.order_by("sort_key", "key")
        places = [When(pk=pk, then=Value(place)) for pk, (place, _depth) in self.depths.items()]
        if not places:
            return queryset.order_by("key")
        return queryset.order_by(Case(*places, default=Value(len(places)), output_field=IntegerField()))

    def indented(self, unit: OrgUnit) -> str:
        """The name as it stands in the tree."""
        depth = self.depths.get(unit.pk, (0, 0))[1]
        return "— " * depth + unit.name_vi

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title("name", accessor=self.indented, label=_("Name"), get_url=self.get_inspect_url),
            Column("kind", accessor="get_kind_display", label=_("Kind")),
            Column("key", label=_("Key")),
            Column("valid_from", label=_("From")),
            Column("valid_to", label=_("Until")),
        ]

    def get_list_more_buttons(self, instance: OrgUnit) -> list[Any]:
        """Wagtail's own, then ours."""
        return [
            *super().get_list_more_buttons(instance),
            *(
                MenuItem(label, url=url, icon_name=icon, priority=40 + number)
                for number, (label, url, icon) in enumerate(operations_on(self.request, instance))
            ),
        ]


class UnitInspectView(generic.InspectView):
    """A unit with its names over time, what it came from and went into, and its people."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [
            *super().header_more_buttons,
            *(
                Button(label, url=url, icon_name=icon, priority=40 + number)
                for number, (label, url, icon) in enumerate(operations_on(self.request, self.object))
            ),
        ]

    def get_fields_context(self) -> list[dict[str, Any]]:
        """The columns, then what other tables tell."""
        unit: OrgUnit = self.object
        today = day_of(timezone.now())
        told = {
            _("Names over time"): "; ".join(
                f"{row.name_vi} ({_days(row.valid_from, row.valid_to)})" for row in unit.names.all()
            ),
            _("Took over from"): ", ".join(str(other) for other in unit.predecessors.all()),
            _("Successors"): ", ".join(str(other) for other in unit.successors.all()),
            _("People today"): "; ".join(
                f"{row.person} · {row.get_role_display()}" for row in memberships_of_unit(unit, today)
            ),
            _("Regulation in force"): str(regulation_in_force(unit, today) or ""),
        }
        rows: list[dict[str, Any]] = super().get_fields_context()
        return rows + [{"label": label, "value": text or "–", "component": None} for label, text in told.items()]


class UnitCreateView(ActionCreateView):
    operation = OPERATION

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> OrgUnit:
        return create_unit(**given, by=self.request.user, at=at)


class UnitEditView(ActionEditView):
    operation = OPERATION

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> OrgUnit:
        return update_unit(unit=self.stored(), **given, by=self.request.user, at=at)


class UnitOperationView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """A form that does one thing to one unit, by an action."""

    request: Any
    permission_policy: Any = None
    permission_required = "change"
    index_url_name = ""
    inspect_url_name = ""
    template_name = "wagtailadmin/generic/form.html"
    header_icon = "group"
    url_name = ""
    done: Any = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.unit = get_object_or_404(OrgUnit, pk=kwargs["pk"])

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> None:
        """Call the action."""
        raise NotImplementedError

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Ask, act, and go to the unit; a refusal is shown on the form."""
        at = timezone.now()
        try:
            with transaction.atomic():
                require(self.request.user, OPERATION, target=self.unit, at=at)
                self.perform(form.cleaned_data, at)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        self.unit.refresh_from_db()
        messages.success(self.request, str(self.done) % {"unit": self.unit})
        return HttpResponseRedirect(reverse(self.inspect_url_name, args=(self.unit.pk,)))

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Say above the form what is wrong."""
        messages.validation_error(self.request, gettext("Nothing was changed."), form)
        return super().form_invalid(form)

    def get_page_subtitle(self) -> str:
        return str(self.unit)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": gettext("Units")},
            {"url": reverse(self.inspect_url_name, args=(self.unit.pk,)), "label": str(self.unit)},
            {"url": "", "label": self.get_page_title(), "sublabel": str(self.unit)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "action_url": self.request.path,
            "submit_button_label": self.get_page_title(),
            "submit_button_active_label": gettext("Saving…"),
            "media": context["form"].media,
        }


class RenameUnitView(UnitOperationView):
    page_title = _("Rename")
    form_class = RenameForm
    done = _("The unit is now called “%(unit)s”.")

    def get_initial(self) -> dict[str, Any]:
        return {"name_vi": self.unit.name_vi, "name_en": self.unit.name_en}

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> None:
        rename_unit(unit=self.unit, **given, by=self.request.user, at=at)


class MergeUnitView(UnitOperationView):
    page_title = _("Merge")
    form_class = MergeForm
    done = _("“%(unit)s” was merged; its people and posts are in the successor.")

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> None:
        require(self.request.user, OPERATION, target=given["into"], at=at)
        merge_units(units=[self.unit], **given, by=self.request.user, at=at)


class DissolveUnitView(UnitOperationView):
    page_title = _("Dissolve")
    form_class = DissolveForm
    done = _("“%(unit)s” was closed.")

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> None:
        successor = given.pop("successor")
        successors = [successor] if successor else []
        dissolve_unit(unit=self.unit, successors=successors, **given, by=self.request.user, at=at)


def operations_on(request: HttpRequest, unit: OrgUnit) -> list[tuple[Any, str, str]]:
    """Label, address and icon of what the person may do to the unit now; a closed unit stays as it is."""
    now = timezone.now()
    if not unit.is_in_being(on=day_of(now)) or not may(request.user, OPERATION, target=unit, at=now):
        return []
    names = (("rename", _("Rename"), "edit"), ("merge", _("Merge"), "resubmit"), ("dissolve", _("Dissolve"), "cross"))
    return [(label, reverse(f"units:{name}", args=(unit.pk,)), icon) for name, label, icon in names]


def _days(first: datetime.date | None, last: datetime.date | None) -> str:
    start = f"{first:%d/%m/%Y}" if first else "…"
    end = f"{last:%d/%m/%Y}" if last else gettext("the present")
    return f"{start} – {end}"
