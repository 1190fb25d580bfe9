"""What is asked of whoever imports, and of the board."""

from django import forms
from django.utils.translation import gettext_lazy as _

from procedures.site_form import SiteForm


class SendForm(SiteForm):
    """A file for the catalogue of a site."""

    file = forms.FileField(
        label=_("File of procedures"),
        help_text=_("JSON, CSV or Excel (.xlsx), at most 20 MB. It is compared first: nothing is written yet."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.csv,.xlsx"}),
    )
    is_not_secret = forms.BooleanField(
        label=_("I declare that the file holds nothing that is a State secret."),
        error_messages={"required": _("Without this declaration nothing is imported.")},
    )


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
