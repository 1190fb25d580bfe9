"""What the screens of the menu "Tổ chức" share."""

from typing import Any

from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.departments.admin.permission import OperationPermissionPolicy
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
