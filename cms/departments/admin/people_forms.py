"""The forms of the people screen."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from cms.accounts.models import User
from cms.departments.admin.choosers import person_chooser
from cms.departments.models import OrgUnit
from cms.departments.queries import AGENCY_KINDS


class NewPersonForm(WagtailAdminModelForm):
    """An account as it is opened; its person chooses the password."""

    display_name = forms.CharField(label=gettext_lazy("Display name"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    agency = forms.ModelChoiceField(
        label=gettext_lazy("Agency"), queryset=OrgUnit.objects.filter(kind__in=AGENCY_KINDS).order_by("sort_key")
    )

    class Meta:
        model = User
        fields = ["display_name", "username", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].help_text = gettext_lazy("Letters, digits and @ . + - _; it does not change later.")

    def limit_to(self, agencies: "QuerySet[OrgUnit]") -> None:
        """Offer these agencies, and choose the only one."""
        self.fields["agency"].queryset = agencies
        if len(agencies) == 1:
            self.fields["agency"].initial = agencies[0]


class PersonForm(WagtailAdminModelForm):
    """What may change of an account."""

    display_name = forms.CharField(label=gettext_lazy("Display name"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)

    class Meta:
        model = User
        fields = ["display_name", "email"]


class HandoverForm(forms.Form):
    """To whom, and until when."""

    to = forms.ModelChoiceField(
        label=gettext_lazy("Who takes over"),
        queryset=User.objects.filter(is_active=True),
        widget=person_chooser.widget_class(),
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day of work"),
        required=False,
        widget=AdminDateInput,
        help_text=gettext_lazy("All roles end on it. Leave it empty to hand over without leaving."),
    )
