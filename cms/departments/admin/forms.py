"""The forms of the organisation: what the actions ask, and no more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from cms.accounts.models import User
from cms.departments.actions import Seat
from cms.departments.admin.choosers import person_chooser, post_chooser, unit_chooser
from cms.departments.models import (
    EditorialBoard,
    Holiday,
    Membership,
    OperatingRegulation,
    OrgUnit,
    Post,
    SwappedDay,
)
from cms.departments.roles import Role


def _widgets(**choosers: str) -> dict[str, Any]:
    kinds = {"unit": unit_chooser, "post": post_chooser, "person": person_chooser}
    return {name: kinds[kind].widget_class() for name, kind in choosers.items()}


class NewUnitForm(WagtailAdminModelForm):
    """A unit as it is founded."""

    class Meta:
        model = OrgUnit
        fields = ["name_vi", "name_en", "short_name", "key", "kind", "parent", "order", "valid_from", "legal_basis"]
        widgets = {**_widgets(parent="unit"), "valid_from": AdminDateInput}


class UnitForm(WagtailAdminModelForm):
    """What of a unit has no history of its own."""

    class Meta:
        model = OrgUnit
        fields = ["short_name", "kind", "parent", "order"]
        widgets = _widgets(parent="unit")


class RenameForm(forms.Form):
    """A new name from a day on."""

    name_vi = forms.CharField(label=_("New name in Vietnamese"), max_length=255)
    name_en = forms.CharField(label=_("New name in English"), max_length=255, required=False)
    on = forms.DateField(label=_("From"), widget=AdminDateInput)
    legal_basis = forms.CharField(label=_("Legal basis or reason"), max_length=255)


class MergeForm(forms.Form):
    """Into which unit, and from when."""

    into = forms.ModelChoiceField(
        label=_("Merge into"), queryset=OrgUnit.objects.all(), widget=unit_chooser.widget_class()
    )
    on = forms.DateField(label=_("From"), widget=AdminDateInput)
    legal_basis = forms.CharField(label=_("Legal basis or reason"), max_length=255)


class DissolveForm(forms.Form):
    """From when there is no such unit, and who does its work."""

    on = forms.DateField(label=_("First day without the unit"), widget=AdminDateInput)
    legal_basis = forms.CharField(label=_("Legal basis or reason"), max_length=255)
    successor = forms.ModelChoiceField(
        label=_("Successor"), queryset=OrgUnit.objects.all(), required=False, widget=unit_chooser.widget_class()
    )


class PostForm(WagtailAdminModelForm):
    """A post as it is named."""

    class Meta:
        model = Post
        fields = ["title_vi", "title_en", "key", "unit"]
        widgets = _widgets(unit="unit")


class PostTitlesForm(WagtailAdminModelForm):
    """The titles of a post."""

    class Meta:
        model = Post
        fields = ["title_vi", "title_en"]


class AppointmentForm(WagtailAdminModelForm):
    """Who becomes what, where and when."""

    class Meta:
        model = Membership
        fields = ["person", "role", "unit", "post", "valid_from", "valid_to"]
        widgets = {
            **_widgets(person="person", unit="unit", post="post"),
            "valid_from": AdminDateInput,
            "valid_to": AdminDateInput,
        }


class EndMembershipForm(WagtailAdminModelForm):
    """The last day of a membership."""

    valid_to = forms.DateField(label=_("Last day"), widget=AdminDateInput)

    class Meta:
        model = Membership
        fields = ["valid_to"]


class BoardForm(WagtailAdminModelForm):
    """The decision that sets up a board, with its members."""

    head = forms.ModelChoiceField(
        label=_("Head of the board"), queryset=User.objects.filter(is_active=True).order_by("sort_key")
    )
    members = forms.ModelMultipleChoiceField(
        label=_("Members"), queryset=User.objects.filter(is_active=True).order_by("sort_key"), required=False
    )
    standing_office = forms.ModelMultipleChoiceField(
        label=_("Standing office"), queryset=User.objects.filter(is_active=True).order_by("sort_key"), required=False
    )
    secretariat = forms.ModelMultipleChoiceField(
        label=_("Secretariat"), queryset=User.objects.filter(is_active=True).order_by("sort_key"), required=False
    )

    class Meta:
        model = EditorialBoard
        fields = ["agency", "unit", "decision_number", "decision_date", "issuer", "valid_from"]
        widgets = {
            **_widgets(agency="unit", unit="unit"),
            "decision_date": AdminDateInput,
            "valid_from": AdminDateInput,
        }

    def seats(self) -> list[Seat]:
        """Who was named as what."""
        given = self.cleaned_data
        return [
            Seat(given["head"], Role.BOARD_HEAD),
            *(Seat(person, Role.BOARD_MEMBER) for person in given["members"]),
            *(Seat(person, Role.STANDING_OFFICE) for person in given["standing_office"]),
            *(Seat(person, Role.SECRETARIAT) for person in given["secretariat"]),
        ]


class RegulationForm(WagtailAdminModelForm):
    """The decision on a regulation."""

    class Meta:
        model = OperatingRegulation
        fields = ["agency", "title", "decision_number", "decision_date", "issuer", "valid_from"]
        widgets = {**_widgets(agency="unit"), "decision_date": AdminDateInput, "valid_from": AdminDateInput}


class HolidayForm(WagtailAdminModelForm):
    """A day off and its source."""

    class Meta:
        model = Holiday
        fields = ["day", "name", "source"]
        widgets = {"day": AdminDateInput}


class SwapForm(WagtailAdminModelForm):
    """A day off, the day worked instead, and the source."""

    class Meta:
        model = SwappedDay
        fields = ["day_off", "day_worked", "source"]
        widgets = {"day_off": AdminDateInput, "day_worked": AdminDateInput}
