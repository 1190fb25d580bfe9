"""Columns that hold several terms of a closed list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class TermsField(models.JSONField):
    """Keys of a `TextChoices`, in the list's own order; boxes to tick in forms."""

    def __init__(self, *args: Any, terms: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        self.terms = terms
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """The list lives in code: a reworded label is no migration."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, list(args), kwargs

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse what is no list of known keys."""
        super().validate(value, model_instance)
        known = set(self.terms.values) if self.terms else set()
        if not isinstance(value, list) or not set(map(str, value)) <= known:
            raise ValidationError(_("Choose from the list."), code="unknown_term")

    def formfield(self, **kwargs: Any) -> Any:
        """Boxes to tick."""
        return forms.TypedMultipleChoiceField(
            choices=self.terms.choices if self.terms else [],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=kwargs.get("label", self.verbose_name),
            help_text=kwargs.get("help_text", self.help_text),
            empty_value=[],
        )


def lines_of(text: str) -> list[str]:
    """The lines of a text field that holds one entry a line; empty ones are left out, each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
