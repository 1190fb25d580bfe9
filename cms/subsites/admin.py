"""Sites in the admin: the plan opens them, here their names, theme and counting of days are changed."""

import datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput

from cms.departments.admin.permission import OperationPermissionPolicy
from cms.departments.admin.views import ActionEditView
from cms.departments.policy import require
from cms.kernel.errors import DomainError
from cms.subsites.actions import set_outside_preview, sync_access, update_subsite
from cms.subsites.models import Subsite
from cms.subsites.registry import remarks_on


class SubsiteForm(WagtailAdminModelForm):
    """What the office may change of a site."""

    class Meta:
        model = Subsite
        fields = [
            "title_vi",
            "title_en",
            "theme",
            "english_live_from",
            "day_counting",
            "preview_address",
            "preview_token_place",
        ]
        widgets = {"english_live_from": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A form that does not name the place leaves it as it is.
        self.fields["preview_token_place"].required = False

    def clean_preview_token_place(self) -> str:
        """The place that is chosen, else the stored one."""
        return self.cleaned_data["preview_token_place"] or str(self.instance.preview_token_place)

    def clean_preview_address(self) -> str:
        """A place of its own for the token: nothing after ? or #."""
        address: str = self.cleaned_data["preview_address"]
        if not _is_preview_address(address):
            raise ValidationError(_("Give an address with https:// (or http://), without ? and #."))
        return address


def _is_preview_address(address: str) -> bool:
    parts = urlsplit(address)
    return not address or (parts.scheme in {"http", "https"} and not parts.query and not parts.fragment)


class SubsiteIndexView(generic.IndexView):
    """The sites, each with the button that derives its groups anew."""

    def get_list_more_buttons(self, instance: Subsite) -> list[Any]:
        buttons: list[Any] = super().get_list_more_buttons(instance)
        if self.user_has_permission_for_instance("change", instance):
            url = reverse("subsites:sync", args=(instance.pk,))
            buttons.append(MenuItem(gettext("Derive permissions again"), url=url, icon_name="rotate", priority=40))
        return buttons


class SubsiteEditView(ActionEditView):
    operation = "manage_sites"

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> Subsite:
        given = dict(given)
        preview = {"address": given.pop("preview_address"), "token_place": given.pop("preview_token_place")}
        subsite = set_outside_preview(subsite=self.stored(), **preview, by=self.request.user, at=at)
        saved = update_subsite(subsite=subsite, **given, by=self.request.user, at=at)
        for text in remarks_on(saved, by=self.request.user, at=at):
            messages.warning(self.request, text)
        return saved


class SyncAccessView(generic.InspectView):
    """Asks, then derives groups, collections and permissions from the memberships valid now."""

    permission_policy: Any = None
    permission_required = "change"
    any_permission_required = None
    index_url_name = ""
    template_name = "subsites/admin/sync.html"
    page_title = _("Derive permissions again")
    fields = ["title_vi", "unit"]
    request: Any

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at = timezone.now()
        subsite = get_object_or_404(Subsite, pk=self.pk)
        try:
            require(self.request.user, "manage_sites", target=subsite, at=at)
            changes = sync_access(subsite=subsite, by=self.request.user, at=at)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            text = ngettext("%(total)d change was made.", "%(total)d changes were made.", changes.total)
            messages.success(request, text % {"total": changes.total})
        return HttpResponseRedirect(reverse(self.index_url_name))


class SubsiteViewSet(ModelViewSet):
    """The menu item "Trang thông tin"."""

    model = Subsite
    icon = "site"
    menu_label = _("Sites")
    menu_order = 320
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = SubsiteIndexView
    edit_view_class = SubsiteEditView
    list_display = ["title_vi", "key", "unit", "theme", "site"]

    def get_form_class(self, for_update: bool = False) -> type[SubsiteForm]:
        return SubsiteForm

    @property
    def permission_policy(self) -> OperationPermissionPolicy:
        return OperationPermissionPolicy(self.model, view="manage_sites", change="manage_sites")

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path(
                "sync/<int:pk>/",
                self.construct_view(SyncAccessView, permission_policy=self.permission_policy),
                name="sync",
            ),
        ]
