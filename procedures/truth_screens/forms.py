"""What is asked of whoever records decisions, lists and figures."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.kernel.calendar import day_of
from procedures.models import IssuerLevel
from procedures.site_form import SiteForm
from procedures.terms import DecisionAction

_DAY = {"type": "date"}


class DecisionForm(SiteForm):
    """A publication decision as it lies on the desk."""

    number = forms.CharField(label=_("Number and symbol"), max_length=120)
    issuer = forms.CharField(label=_("Issued by"), max_length=255)
    issuer_level = forms.ChoiceField(label=_("Level of the issuer"), choices=IssuerLevel.choices)
    action = forms.ChoiceField(label=_("What it does"), choices=DecisionAction.choices)
    signed_on = forms.DateField(label=_("Signed on"), widget=forms.DateInput(attrs=_DAY))
    effective_on = forms.DateField(label=_("In effect from"), required=False, widget=forms.DateInput(attrs=_DAY))
    norm_effective_on = forms.DateField(
        label=_("The norm takes effect on"), required=False, widget=forms.DateInput(attrs=_DAY)
    )
    is_shortened = forms.BooleanField(label=_("Issued by the shortened procedure"), required=False)
    url = forms.URLField(label=_("Address of the text"), required=False, max_length=500, assume_scheme="https")
    concerned = forms.CharField(
        label=_("Procedures concerned"),
        help_text=_("National codes, or keys of records, one a line. What the catalogue does not have is to be added."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=20_000,
    )

    def clean_concerned(self) -> list[str]:
        """The lines, each once; at most 300."""
        lines = [line.strip() for line in str(self.cleaned_data["concerned"]).splitlines()]
        named = list(dict.fromkeys(line for line in lines if line))
        if not named or len(named) > 300 or any(len(line) > 80 for line in named):
            raise ValidationError(_("Between 1 and 300 codes, one a line."), code="codes")
        return named

    def clean_signed_on(self) -> datetime.date:
        """A date of the past: nothing counts from a signature to come."""
        day: datetime.date = self.cleaned_data["signed_on"]
        if not datetime.date(2000, 1, 1) <= day <= day_of(timezone.now()):
            raise ValidationError(_("Check the year."), code="year")
        return day

    def clean_effective_on(self) -> datetime.date | None:
        """A day of this time: calendars end somewhere."""
        return _of_this_time(self.cleaned_data["effective_on"])

    def clean_norm_effective_on(self) -> datetime.date | None:
        """The same."""
        return _of_this_time(self.cleaned_data["norm_effective_on"])


def _of_this_time(day: datetime.date | None) -> datetime.date | None:
    if day is not None and not 2000 <= day.year <= 2100:
        raise ValidationError(_("Check the year."), code="year")
    return day


class EvidenceForm(forms.Form):
    """How a task was done, where no publication shows it."""

    evidence = forms.CharField(label=_("How it was done"), max_length=500)


class OfficialListForm(SiteForm):
    """The official list of codes."""

    file = forms.FileField(label=_("List of codes (JSON, CSV, XLSX)"))
    basis = forms.CharField(label=_("Legal basis"), max_length=255, required=False)
    valid_from = forms.DateField(label=_("Valid from"), required=False, widget=forms.DateInput(attrs=_DAY))


class DriftForm(SiteForm):
    """A newer file to compare the public catalogue with."""

    file = forms.FileField(label=_("Newer file of procedures (JSON, CSV, XLSX)"))


class FiguresForm(SiteForm):
    """A file of figures; the days stand in the file or here."""

    file = forms.FileField(label=_("File of figures (JSON, CSV, XLSX)"))
    period_start = forms.DateField(label=_("Period from"), required=False, widget=forms.DateInput(attrs=_DAY))
    period_end = forms.DateField(label=_("Period to"), required=False, widget=forms.DateInput(attrs=_DAY))
    as_of = forms.DateField(label=_("Figures as of"), required=False, widget=forms.DateInput(attrs=_DAY))
