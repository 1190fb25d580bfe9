"""What people say of a technical fault."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from cms.incidents.errors import BadBeginning, BadEnd
from cms.incidents.models import TEXT_LENGTH, Incident
from cms.kernel.periods import Quarter
from cms.subsites.models import Subsite

_ROWS = {"rows": 4}


class ReportForm(forms.ModelForm[Incident]):
    """Posted by any member of staff."""

    class Meta:
        model = Incident
        fields = ("subsite", "kind", "is_outage", "title", "description", "address", "began_at")
        widgets = {
            "description": forms.Textarea(_ROWS),
            "began_at": AdminDateTimeInput,
        }
        help_texts = {
            "is_outage": _("Those who mend are then told at any hour."),
            "title": _("For example: the search page shows an error."),
            "description": _("What you did, and what the screen showed. No passwords, no personal data."),
            "address": _("Copied from the browser."),
        }

    def __init__(self, *args: Any, sites: QuerySet[Subsite], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["subsite"]
        field.queryset = sites
        field.empty_label = None
        if len(sites) == 1:
            field.initial, field.widget = sites[0], forms.HiddenInput()

    def clean_began_at(self) -> Any:
        """Not to come: beside the field, before the action says it."""
        if (began_at := self.cleaned_data["began_at"]) > timezone.now():
            raise forms.ValidationError(str(BadBeginning()))
        return began_at


class NoteForm(forms.Form):
    """A note, or the reason to reopen."""

    text = forms.CharField(label=_("What was found or done"), max_length=TEXT_LENGTH, widget=forms.Textarea(_ROWS))


class ReopenForm(forms.Form):
    """The reason."""

    reason = forms.CharField(label=_("Reason"), max_length=TEXT_LENGTH, widget=forms.Textarea({"rows": 2}))


class CloseForm(forms.Form):
    """How and when it ended."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Incident.Outcome.choices, widget=forms.RadioSelect)
    ended_at = forms.DateTimeField(label=_("Over since"), widget=AdminDateTimeInput)
    resolution = forms.CharField(
        label=_("What was done"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(_ROWS),
        help_text=_("The cause, what was done, and what keeps it from happening again. It stands in the report."),
    )

    def clean_ended_at(self) -> Any:
        """Not to come: beside the field, before the action says it."""
        if (ended_at := self.cleaned_data["ended_at"]) > timezone.now():
            raise forms.ValidationError(str(BadEnd()))
        return ended_at


class FilterForm(forms.Form):
    """What the list shows. What the address asks wrongly is not asked."""

    STATES = (("", _("All")), ("open", _("open")), ("closed", _("closed faults")))

    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    quarter = forms.ChoiceField(label=_("Quarter"), required=False)
    site = forms.ModelChoiceField(Subsite.objects.none(), label=_("Site"), required=False, empty_label=_("All"))

    def __init__(self, *args: Any, sites: QuerySet[Subsite], quarters: list[Quarter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quarters = {f"{quarter.year}-{quarter.number}": quarter for quarter in quarters}
        named = [(key, quarter_words(quarter)) for key, quarter in self.quarters.items()]
        chosen: Any = self.fields["quarter"]
        chosen.choices = [("", _("All")), *named]
        place: Any = self.fields["site"]
        place.queryset = sites
        if len(sites) < 2:
            del self.fields["site"]

    @property
    def wanted_quarter(self) -> Quarter | None:
        """The quarter that was chosen."""
        return self.quarters.get(self.cleaned_data.get("quarter", ""))


def quarter_words(quarter: Quarter) -> str:
    """“Quý IV/2026”: as the papers write it."""
    return str(_("Quarter {number}/{year}")).format(
        number=("I", "II", "III", "IV")[quarter.number - 1], year=quarter.year
    )
