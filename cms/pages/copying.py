"""A copy is a draft of the copier's own unit; an alias shows what its source shows, and is for those who decide."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

from cms.departments.models import OrgUnit
from cms.departments.policy import may
from cms.kernel.calendar import day_of
from cms.pages.department_choice import choosable_units, unit_of_new_page
from cms.pages.placement import Moving
from cms.publishing.errors import AddressReserved
from cms.publishing.reserved import is_reserved


class BasePageCopyForm(CopyForm):
    """Wagtail's form, which asks of a slug only that its new neighbours have another, and nothing of the unit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("publish_copies", None)
        self.fields.pop("alias", None)
        if may(self.user, "alias_page", target=Moving(self.page), at=timezone.now()):
            help_text = _("A second address that always shows what this page shows, live when it is live.")
            self.fields["alias"] = forms.BooleanField(required=False, label=_("Alias"), help_text=help_text)
        units = self._units()
        own = unit_of_new_page(user=self.user, place=self.page, on=day_of(timezone.now()))
        present = getattr(self.page.specific, "department_id", None)
        self.fields["department"] = forms.ModelChoiceField(
            queryset=OrgUnit.objects.filter(pk__in=units),
            initial=present if present in units else own,
            label=_("Department of the copy"),
            required=False,
        )

    def _units(self) -> list[int]:
        return choosable_units(user=self.user, place=self.page, on=day_of(timezone.now())) or []

    def clean(self) -> dict[str, Any]:
        """The values; errors beside the slug, the unit and the alias where they may not be."""
        is_alias = bool(self.cleaned_data.pop("alias", False))
        cleaned: dict[str, Any] = super().clean()
        parent, slug = cleaned.get("new_parent_page") or self.page.get_parent(), cleaned.get("new_slug")
        if slug and is_reserved(slug, parent=parent):
            self.add_error("new_slug", str(AddressReserved(slug=slug)))
        if is_alias:
            self._check_alias(parent)
        elif cleaned.get("department") is None and "department" not in self.errors:
            self.add_error("department", ValidationError(_("Choose the department of the copy."), code="unit"))
        return {**cleaned, "alias": is_alias}

    def _check_alias(self, parent: Page) -> None:
        """Nobody adds a page here: what counts is who may alias it."""
        self.errors.pop("new_parent_page", None)
        decision = may(self.user, "alias_page", target=Moving(self.page, parent), at=timezone.now())
        if not decision:
            self.add_error("alias" if "alias" in self.fields else None, str(decision.reason))


def file_copy(request: HttpRequest, page: Page, new_page: Page) -> None:
    """After Wagtail copied a page: file the copy, and what was copied with it, under the chosen unit.

    Runs in the transaction of the request, after the form was valid. An alias stays with its source.
    """
    unit_id = request.POST.get("department", "")
    if request.POST.get("alias") or not unit_id.isdecimal():
        return
    for copy in new_page.get_descendants(inclusive=True).specific():
        if not hasattr(copy, "department_id") or copy.department_id == int(unit_id):
            continue
        type(copy).objects.filter(pk=copy.pk).update(department_id=int(unit_id))
        draft = copy.get_latest_revision_as_object()
        draft.department_id = int(unit_id)
        draft.save_revision(user=request.user, clean=False)
