"""The log in the admin: read and searched, never changed."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib.admin.utils import unquote
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from cms.audit.labels import action_choices, action_label
from cms.audit.legible import legible_html
from cms.audit.models import AuditEntry
from cms.audit.reading import readable_entries
from cms.kernel.folded_search import FoldedSearchMixin


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Django's view permission, and nothing else, not even for a superuser."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return "view" in actions and self.user_has_permission(user, "view")

    def user_has_permission_for_instance(self, user: Any, action: str, instance: AuditEntry) -> bool:
        return self.user_has_permission(user, action)


class AuditFilters(WagtailFilterSet):
    """By what was done, under the names people know, and by day."""

    action = ChoiceFilter(label=_("Action"), choices=action_choices, widget=forms.Select, empty_label=_("All actions"))

    class Meta:
        model = AuditEntry
        fields = {"action": ["exact"], "at": ["date"]}


class AuditIndexView(FoldedSearchMixin, generic.IndexView):
    """Newest first."""

    default_ordering = "-id"

    @property
    def columns(self) -> list[Column]:
        return [
            DateColumn("at", label=_("Time")),
            TitleColumn("action", label=_("Action"), accessor=_name_of_action, get_url=self.get_inspect_url),
            Column("target_label", label=_("Thing")),
            Column("by", label=pgettext_lazy("audit", "Person"), accessor=_name_of_person),
        ]

    def get_base_queryset(self) -> Any:
        return readable_entries(self.request.user).select_related("by")


def _name_of_action(entry: AuditEntry) -> str:
    return action_label(entry.action)


def _name_of_person(entry: AuditEntry) -> str:
    return str(entry.by or gettext("the system"))


class AuditInspectView(generic.InspectView):
    """One entry with what changed, in words."""

    def get_object(self, queryset: Any = None) -> AuditEntry:
        entries = readable_entries(self.request.user).select_related("by")
        return get_object_or_404(entries, pk=unquote(str(self.pk)))

    def get_page_subtitle(self) -> str:
        return f"{_name_of_action(self.object)}: {self.object.target_label}".removesuffix(": ")

    def get_action_display_value(self) -> str:
        return _name_of_action(self.object)

    def get_by_display_value(self) -> str:
        return _name_of_person(self.object)

    def get_target_type_display_value(self) -> str:
        """What the kind of thing is called; its stored name when the product no longer has the kind."""
        try:
            return capfirst(str(apps.get_model(self.object.target_type)._meta.verbose_name))
        except (LookupError, ValueError):
            return str(self.object.target_type)

    def get_data_display_value(self) -> SafeString:
        return legible_html(self.object.data)


class AuditViewSet(ModelViewSet):
    """The menu item "Nhật ký"."""

    model = AuditEntry
    icon = "history"
    menu_label = _("Audit log")
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = AuditInspectView
    inspect_view_fields = ["at", "action", "by", "target_type", "target_id", "target_label", "data"]
    index_view_class = AuditIndexView
    form_fields: list[str] = []
    filterset_class = AuditFilters
    list_per_page = 50

    @property
    def permission_policy(self) -> ReadOnlyPolicy:
        return ReadOnlyPolicy(self.model)
