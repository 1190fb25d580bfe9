"""What a moment, a day or a yes says in a difference, in the words of people: Wagtail writes what Python writes."""

import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.compare import FieldComparison, TextDiff, register_comparison_class


class SaidComparison(FieldComparison):
    """Both values as a person writes them; nothing for no value."""

    def htmldiff(self) -> SafeString:
        parts = [(change, said(value)) for change, value in (("deletion", self.val_a), ("addition", self.val_b))]
        html: SafeString = TextDiff([(change, words) for change, words in parts if words]).to_html()
        return html


def said(value: Any) -> str:
    """dd/mm/yyyy, the hour of Hanoi, yes or no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value), "H:i d/m/Y")
    if isinstance(value, datetime.date):
        return date_format(value, "d/m/Y")
    return str(value)


def install() -> None:
    """For every comparison of the admin; a field that has choices keeps Wagtail's own."""
    for field in (models.DateField, models.DateTimeField, models.BooleanField):
        register_comparison_class(field, comparison_class=SaidComparison)
