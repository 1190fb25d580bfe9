"""Posts and appointments: who holds which role, where and how long."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.accounts.models import User
from cms.departments.actions import appoint, create_post, end_membership, update_post
from cms.departments.admin import forms
from cms.departments.admin.organisation_viewset import FoldedIndexView, OrganisationViewSet
from cms.departments.admin.views import ActionCreateView, ActionEditView
from cms.departments.models import Membership, OrgUnit, Post
from cms.departments.people import Grant
from cms.departments.policy import require


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
