"""The screens of the glossary."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.departments.admin.permission import OperationPermissionPolicy
from cms.departments.admin.views import ActionCreateView, ActionDeleteView, ActionEditView
from cms.departments.policy import may
from cms.kernel.folded_search import FoldedSearchMixin
from cms.subsites.allowed import sites_for
from cms.translation.glossary.access import FOR_ALL_SITES
from cms.translation.glossary.actions import FIELDS, add_term, change_term, delete_term
from cms.translation.glossary.models import Term


class TermForm(WagtailAdminModelForm):
    """A term; the sites are those whose glossary the person keeps."""

    class Meta:
        model = Term
        fields: ClassVar[list[str]] = [
            "vietnamese",
            "english",
            "kind",
            "accepted",
            "forbidden",
            "note",
            "rule_source",
            "checked_on",
            "subsite",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("accepted", "forbidden", "note")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at = timezone.now()
        sites: Any = self.fields["subsite"]
        sites.queryset = sites_for(self.for_user, "manage_glossary", at=at)
        if not may(self.for_user, "manage_glossary", target=FOR_ALL_SITES, at=at):
            sites.required, sites.empty_label = True, None

    def save(self, commit: bool = True) -> Any:
        """Nothing: the action saves."""
        return self.instance

    def validate_unique(self) -> None:
        """The action says it in words of the glossary."""


class TermIndexView(FoldedSearchMixin, generic.IndexView):
    """The glossary, in Vietnamese order, searched without accents."""

    def get_base_queryset(self) -> "QuerySet[Term]":
        return Term.objects.select_related("subsite")

    def order_queryset(self, queryset: Any) -> Any:
        """As the dictionary."""
        return queryset.order_by("order_key", "pk")


class TermCreateView(ActionCreateView):
    """A new term."""

    operation = "manage_glossary"

    def target(self, given: dict[str, Any]) -> object:
        return given.get("subsite") or FOR_ALL_SITES

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> Term:
        return add_term(by=self.request.user, at=at, **given)


class TermEditView(ActionEditView):
    """Another wording. Moving a term to another site asks for both."""

    operation = "manage_glossary"

    def perform(self, given: dict[str, Any], at: datetime.datetime) -> Term:
        return change_term(term=self.stored(), by=self.request.user, at=at, **given)


class TermDeleteView(ActionDeleteView):
    """Forget a term."""

    operation = "manage_glossary"

    def perform(self, at: datetime.datetime) -> None:
        delete_term(term=self.object, by=self.request.user, at=at)


class TermViewSet(ModelViewSet):
    """“Thuật ngữ”: read by everybody on the staff, kept by the offices."""

    model = Term
    name = "glossary"
    url_prefix = "glossary"
    icon = "openquote"
    menu_label = _("Glossary")
    copy_view_enabled = False
    form_fields = FIELDS
    index_view_class = TermIndexView
    add_view_class, edit_view_class, delete_view_class = TermCreateView, TermEditView, TermDeleteView
    inspect_view_enabled = True
    inspect_view_fields: ClassVar[list[str]] = list(FIELDS)
    list_per_page = 50
    list_filter: ClassVar[list[str]] = ["kind", "subsite"]
    list_display: ClassVar[list[Any]] = [
        TitleColumn("vietnamese", label=_("Vietnamese"), url_name="glossary:inspect", classname="tr-whole"),
        Column("english", label=_("official English"), classname="tr-whole"),
        # Beside the two names where there is room; all of them on the term's own screen.
        Column("get_kind_display", label=_("kind"), classname="tr-beside"),
        Column("subsite", label=_("site"), classname="tr-beside"),
        Column("rule_source", label=_("source of the rule"), classname="tr-beside"),
    ]

    @property
    def permission_policy(self) -> OperationPermissionPolicy:
        keep = "manage_glossary"
        return OperationPermissionPolicy(Term, view="view_glossary", add=keep, change=keep, delete=keep)

    def get_form_class(self, for_update: bool = False) -> Any:
        return TermForm
