"""The form of an article."""

from typing import Any

from django import forms

from cms.pages.forms import BasePageForm


class ArticlePageForm(BasePageForm):
    """Topics as boxes to tick."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "topics" in self.fields:
            self.fields["topics"].widget = forms.CheckboxSelectMultiple(choices=self.fields["topics"].choices)
