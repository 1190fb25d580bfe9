"""A form whose file must be chosen again: browsers fill in everything that comes back but files."""

from django import forms
from django.utils.translation import gettext_lazy as _

CHOOSE_AGAIN = _("Choose the file again: the browser does not keep it when a form comes back.")


class ChosenAgainForm(forms.Form):
    """Says at the field that a file is gone, when the form is refused for something else."""

    def full_clean(self) -> None:
        """Judge as ever; of a refused form, every file that was sent and has no error of its own is asked for again."""
        super().full_clean()
        if not self.is_bound or not self.errors:
            return
        for name, field in self.fields.items():
            if isinstance(field, forms.FileField) and self[name].data and name not in self.errors:
                self.add_error(name, forms.ValidationError(CHOOSE_AGAIN, code="choose_again"))
