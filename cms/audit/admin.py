"""The log in the admin: read and searched, never changed."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from cms.audit.models import AuditEntry
from cms.kernel.folded_search import FoldedSearchMixin


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Django's view permission, and nothing else, not even for a superuser."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return "view" in actions and self.user_has_permission(user, "view")

    def user_has_permission_for_instance(self, user: Any, action: str, instance: AuditEntry) -> bool:
        return self.user_has_permission(user, action)


class AuditIndexView(FoldedSearchMixin, generic.IndexView):
    """Newest first."""

    default_ordering = "-id"

    @property
    def columns(self) -> list[Column]:
        return [
            DateColumn("at", label=_("Time")),
            TitleColumn("action", label=_("Action"), get_url=self.get_inspect_url),
            Column("target_label", label=_("Thing")),
            Column("by", label=_("Person")),
        ]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("by")


class AuditInspectView(generic.InspectView):
    """One entry with what changed."""

    def get_data_display_value(self) -> str:
        return json.dumps(self.object.data, ensure_ascii=False, indent=2)


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
    list_filter = {"at": ["date"]}
    list_per_page = 50

    @property
    def permission_policy(self) -> ReadOnlyPolicy:
        return ReadOnlyPolicy(self.model)
