"""Where a deleted page is put back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.bin.models import DeletedPage


class PlaceForm(forms.Form):
    """A page that the person finds and below which one of that kind may stand."""

    parent = forms.ModelChoiceField(label=_("Below which page it should stand"), queryset=Page.objects.none())

    def __init__(self, *args: Any, row: DeletedPage, seen: PageQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data and not str(self.data.get("parent", "")).isdecimal():
            self.data = {**dict(self.data.items()), "parent": ""}  # the chooser draws again only what is a number
        kind = row.page.specific_class if row.page is not None else None
        above = kind.allowed_parent_page_models() if kind is not None else [Page]
        field: Any = self.fields["parent"]
        field.widget = AdminPageChooser(target_models=above)
        field.queryset = seen.type(*above)
