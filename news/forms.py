"""The form of an article."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cms.pages.forms import BasePageForm


class ArticlePageForm(BasePageForm):
    """Checks the shares of the authors as they stand in the form, not as they are stored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "topics" in self.fields:
            self.fields["topics"].widget = forms.CheckboxSelectMultiple(choices=self.fields["topics"].choices)

    def publication_issues(self) -> dict[str, list[ValidationError]]:
        """The issues of the article with the authors of the form."""
        formset = self.formsets.get("authors")
        if formset is None:
            return super().publication_issues()
        if not formset.is_valid():  # its own errors are shown beside the rows
            shares = [100]
        else:
            rows = [row for row in formset.cleaned_data if row and not row.get("DELETE")]
            shares = [row.get("share") or 0 for row in rows]
        issues: dict[str, list[ValidationError]] = self.instance.publication_issues(shares=shares)
        return issues
