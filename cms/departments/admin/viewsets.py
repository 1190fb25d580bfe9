"""The menu "Tổ chức": which screens there are, what each lists, and which operation each asks."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from cms.accounts.models import User
from cms.departments.admin import forms
from cms.departments.admin.calendar_viewsets import HolidayViewSet, SwappedDayViewSet
from cms.departments.admin.governance_viewsets import BoardViewSet, RegulationViewSet
from cms.departments.admin.membership_viewsets import MembershipViewSet, PostViewSet
from cms.departments.admin.organisation_viewset import OrganisationViewSet
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
from cms.departments.models import OrgUnit


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
