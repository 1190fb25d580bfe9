"""What a person wants by e-mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.notifications.models import NotificationPreference


def _time() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class PreferenceForm(forms.ModelForm[NotificationPreference]):
    """The hours are those of Hanoi, of working days."""

    class Meta:
        model = NotificationPreference
        fields = ["email_daily", "daily_at", "email_urgent", "quiet_from", "quiet_to"]
        widgets = {"daily_at": _time(), "quiet_from": _time(), "quiet_to": _time()}
        help_texts: dict[str, Any] = {
            "daily_at": _("On working days; what is new until then is in one e-mail."),
            "email_urgent": _("Urgent publications and withdrawals are told at any hour."),
            "quiet_to": _("In between, and on days that are not worked, urgent messages wait for the next morning."),
        }
