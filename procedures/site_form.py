"""What the forms of imports, decisions, reports and figures begin with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.media.chosen_again import ChosenAgainForm
from cms.subsites.models import Subsite


class SiteForm(ChosenAgainForm):
    """A form about one of the sites the person may act for."""

    subsite = forms.ModelChoiceField(queryset=Subsite.objects.none(), label=_("Site"))

    def __init__(self, *args: Any, sites: list[Subsite], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["subsite"]
        chosen.queryset = Subsite.objects.filter(pk__in=[site.pk for site in sites]).order_by("key")
        if len(sites) == 1:
            chosen.initial = sites[0].pk
            chosen.widget = forms.HiddenInput()
