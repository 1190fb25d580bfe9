"""What a decision needs: which revision, with which content, and the comment."""

from django import forms
from django.utils.translation import gettext_lazy as _

MAX_COMMENT = 4000


class ReviewForm(forms.Form):
    """Posted by the dialogue that showed the revision."""

    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=MAX_COMMENT, widget=forms.Textarea({"rows": 3})
    )
    revision_id = forms.IntegerField(widget=forms.HiddenInput)
    content_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
