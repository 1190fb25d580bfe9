"""What is asked of whoever imports, and of the board."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.subsites.models import Subsite


class SendForm(forms.Form):
    """A file for the catalogue of a site."""

    subsite = forms.ModelChoiceField(queryset=Subsite.objects.none(), label=_("Site"))
    file = forms.FileField(
        label=_("File of procedures"),
        help_text=_("JSON, CSV or Excel (.xlsx), at most 20 MB. It is compared first: nothing is written yet."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.csv,.xlsx"}),
    )
    is_not_secret = forms.BooleanField(
        label=_("I declare that the file holds nothing that is a State secret."),
        error_messages={"required": _("Without this declaration nothing is imported.")},
    )

    def __init__(self, *args: Any, sites: list[Subsite], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["subsite"]
        chosen.queryset = Subsite.objects.filter(pk__in=[site.pk for site in sites]).order_by("key")
        if len(sites) == 1:
            chosen.initial = sites[0].pk
            chosen.widget = forms.HiddenInput()


class ApproveForm(forms.Form):
    """The board's word: the hash is what they read on this very screen."""

    bundle_hash = forms.CharField(max_length=64, widget=forms.HiddenInput())
    is_read = forms.BooleanField(
        label=_("I have read the changes of this import and approve exactly these drafts."),
        error_messages={"required": _("Confirm that you have read the changes.")},
    )
    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReturnForm(forms.Form):
    """Why it goes back."""

    reason = forms.CharField(label=_("Reason"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
