"""The menu "Tổ chức": which screens there are, what each lists, and which operation each asks."""

import datetime
from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from cms.accounts.models import User
from cms.departments.actions import (
    adopt_regulation,
    appoint,
    appoint_board,
    create_post,
    end_membership,
    remove_holiday,
    remove_swap,
    set_holiday,
    swap_day,
    update_post,
)
from cms.departments.admin import forms
from cms.departments.admin.people_forms import NewPersonForm, PersonForm
from cms.departments.admin.people_views import (
    HandoverView,
    PeopleIndexView,
    PersonCreateView,
    PersonEditView,
    PersonPage,
)
from cms.departments.admin.permission import OperationPermissionPolicy
from cms.departments.admin.unit_views import (
    DissolveUnitView,
    MergeUnitView,
    RenameUnitView,
    UnitCreateView,
    UnitEditView,
    UnitIndexView,
    UnitInspectView,
)
from cms.departments.admin.views import ActionCreateView, ActionDeleteView, ActionEditView
from cms.departments.models import (
    EditorialBoard,
    Holiday,
    Membership,
    OperatingRegulation,
    OrgUnit,
    Post,
    SwappedDay,
)
from cms.departments.people import Grant
from cms.departments.policy import require
from cms.kernel.folded_search import FoldedSearchMixin


class OrganisationViewSet(ModelViewSet):
    """What all screens here share."""

    copy_view_enabled = False
    new_form: Any = None
    edit_form: Any = None
    manage = ""
    deletable = False

    @property
    def permission_policy(self) -> OperationPermissionPolicy:
        operations = {"view": "view_organisation", "add": self.manage, "change": self.manage}
        if self.edit_form is None:
            operations.pop("change")
        if self.deletable:
            operations["delete"] = self.manage
        return OperationPermissionPolicy(self.model, **operations)

    def get_form_class(self, for_update: bool = False) -> Any:
        return (self.edit_form or self.new_form) if for_update else self.new_form


class FoldedIndexView(FoldedSearchMixin, generic.IndexView):
    """A listing searched without accents."""


class UnitViewSet(OrganisationViewSet):
    model = OrgUnit
    icon = "group"
    menu_label = _("Units")
    manage = "manage_units"
    new_form, edit_form = forms.NewUnitForm, forms.UnitForm
    index_view_class, add_view_class, edit_view_class = UnitIndexView, UnitCreateView, UnitEditView
    inspect_view_enabled = True
    inspect_view_class = UnitInspectView
    inspect_view_fields = [
        "name_vi",
        "name_en",
        "short_name",
        "key",
        "kind",
        "parent",
        "valid_from",
        "valid_to",
        "legal_basis",
    ]
    list_filter = ["kind"]

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path(
                "rename/<int:pk>/",
                self.construct_view(RenameUnitView, permission_policy=self.permission_policy),
                name="rename",
            ),
            path(
                "merge/<int:pk>/",
                self.construct_view(MergeUnitView, permission_policy=self.permission_policy),
                name="merge",
            ),
            path(
                "dissolve/<int:pk>/",
                self.construct_view(DissolveUnitView, permission_policy=self.permission_policy),
                name="dissolve",
            ),
        ]


class PeopleViewSet(OrganisationViewSet):
    model = User
    icon = "user"
    menu_label = _("People")
    manage = "manage_person"
    new_form, edit_form = NewPersonForm, PersonForm
    index_view_class, add_view_class, edit_view_class = PeopleIndexView, PersonCreateView, PersonEditView
    inspect_view_enabled = True
    inspect_view_class = PersonPage
    search_fields = ("search_text",)
    list_filter = ["is_active"]

    @property
    def permission_policy(self) -> OperationPermissionPolicy:
        operations = {"view": "view_people", "add": "open_account", "change": "manage_person"}
        return OperationPermissionPolicy(self.model, **operations)

    def get_urlpatterns(self) -> list[Any]:
        hand_over = path("hand-over/<int:pk>/", self.construct_view(HandoverView), name="hand_over")
        return [*super().get_urlpatterns(), hand_over]


class PostCreateView(ActionCreateView):
    operation = "manage_memberships"

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> Post:
        return create_post(**given, by=self.request.user, at=at)


class PostEditView(ActionEditView):
    operation = "manage_memberships"

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> Post:
        return update_post(post=self.stored(), **given, by=self.request.user, at=at)


class PostViewSet(OrganisationViewSet):
    model = Post
    icon = "key"
    menu_label = _("Posts")
    manage = "manage_memberships"
    new_form, edit_form = forms.PostForm, forms.PostTitlesForm
    index_view_class, add_view_class, edit_view_class = FoldedIndexView, PostCreateView, PostEditView
    list_display = ["title_vi", "unit", "key"]
    search_fields = ("search_text", "unit__search_text")


class AppointView(ActionCreateView):
    operation = "manage_memberships"

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "person": self.request.GET.get("person")}

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> Membership:
        _check_grant(self, given["person"], given["role"], given["unit"], at)
        return appoint(**given, by=self.request.user, at=at)


class EndMembershipView(ActionEditView):
    operation = "manage_memberships"

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> Membership:
        membership = self.stored()
        _check_grant(self, membership.person, membership.role, membership.unit, at)
        return end_membership(membership=membership, on=given["valid_to"], by=self.request.user, at=at)


def _check_grant(view: Any, person: User, role: str, unit: OrgUnit, at: datetime.datetime) -> None:
    """Nobody gives or takes what they could not, nor to themselves, nor in another agency."""
    require(view.request.user, "give_role", target=Grant(person, role, unit), at=at)


class MembershipViewSet(OrganisationViewSet):
    model = Membership
    icon = "user"
    menu_label = _("Appointments")
    manage = "manage_memberships"
    new_form, edit_form = forms.AppointmentForm, forms.EndMembershipForm
    index_view_class, add_view_class, edit_view_class = FoldedIndexView, AppointView, EndMembershipView
    list_display = ["person", "role", "unit", "post", "valid_from", "valid_to"]
    list_filter = ["role"]
    search_fields = ("person__search_text", "unit__search_text")


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


class HolidayCreateView(ActionCreateView):
    operation = "manage_calendar"

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> Holiday:
        return set_holiday(**given, by=self.request.user, at=at)


class HolidayEditView(ActionEditView):
    operation = "manage_calendar"

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> Holiday:
        """The same day corrected, or another day in its place."""
        stored = self.stored()
        if given["day"] != stored.day:
            remove_holiday(holiday=stored, by=self.request.user, at=at)
        return set_holiday(**given, by=self.request.user, at=at)


class HolidayDeleteView(ActionDeleteView):
    operation = "manage_calendar"

    def perform(self, at: datetime.datetime) -> None:
        remove_holiday(holiday=self.object, by=self.request.user, at=at)


class HolidayViewSet(OrganisationViewSet):
    model = Holiday
    icon = "date"
    menu_label = _("Holidays")
    manage = "manage_calendar"
    deletable = True
    new_form = edit_form = forms.HolidayForm
    add_view_class, edit_view_class, delete_view_class = HolidayCreateView, HolidayEditView, HolidayDeleteView
    list_display = ["day", "name", "source"]
    list_filter = {"day": ["year"]}
    ordering = ["-day"]
    list_per_page = 50


class SwapCreateView(ActionCreateView):
    operation = "manage_calendar"

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> SwappedDay:
        return swap_day(**given, by=self.request.user, at=at)


class SwapEditView(ActionEditView):
    operation = "manage_calendar"

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> SwappedDay:
        """The same swap with another source, or another swap in its place."""
        stored = self.stored()
        if (given["day_off"], given["day_worked"]) != (stored.day_off, stored.day_worked):
            remove_swap(swap=stored, by=self.request.user, at=at)
        return swap_day(**given, by=self.request.user, at=at)


class SwapDeleteView(ActionDeleteView):
    operation = "manage_calendar"

    def perform(self, at: datetime.datetime) -> None:
        remove_swap(swap=self.object, by=self.request.user, at=at)


class SwappedDayViewSet(OrganisationViewSet):
    model = SwappedDay
    icon = "resubmit"
    menu_label = _("Swapped days")
    manage = "manage_calendar"
    deletable = True
    new_form = edit_form = forms.SwapForm
    add_view_class, edit_view_class, delete_view_class = SwapCreateView, SwapEditView, SwapDeleteView
    list_display = ["day_off", "day_worked", "source"]
    ordering = ["-day_off"]


class OrganisationGroup(ModelViewSetGroup):
    """The menu."""

    menu_label = _("Organisation")
    menu_icon = "group"
    menu_order = 300
    items = (
        PeopleViewSet("people", url_prefix="organisation/people"),
        UnitViewSet("units", url_prefix="organisation/units"),
        MembershipViewSet("appointments", url_prefix="organisation/appointments"),
        PostViewSet("posts", url_prefix="organisation/posts"),
        BoardViewSet("boards", url_prefix="organisation/boards"),
        RegulationViewSet("regulations", url_prefix="organisation/regulations"),
        HolidayViewSet("holidays", url_prefix="organisation/holidays"),
        SwappedDayViewSet("swapped-days", url_prefix="organisation/swapped-days"),
    )
