"""The form of an article."""

from typing import Any

from django import forms

from cms.pages.forms import BasePageForm
from news.models.vocabulary import Genre


class ArticlePageForm(BasePageForm):
    """Topics as boxes to tick; a new article begins with the first genre, as one from Word does.

    A draft cannot be stored without a genre: until somebody chose one, nothing was autosaved.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "genre" in self.fields and not self.instance.pk and not self.instance.genre_id:
            self.initial["genre"] = self.initial.get("genre") or Genre.objects.values_list("pk", flat=True).first()
        if "topics" in self.fields:
            self.fields["topics"].widget = forms.CheckboxSelectMultiple(choices=self.fields["topics"].choices)
