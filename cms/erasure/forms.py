"""What the administrator says."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.erasure.actions import words_of
from cms.erasure.errors import NoSite, WordsInReason
from cms.erasure.scope import Scope, scope_of_page, scope_of_site
from cms.erasure.words import LONGEST, MOST_WORDS, SHORTEST, Words
from cms.kernel.errors import DomainError
from cms.subsites.models import Subsite

_LONGEST_TEXT = MOST_WORDS * (LONGEST + 2)
_LONGEST_REASON = 255
_LONGEST_NUMBER = 20


class ErasureForm(forms.Form):
    """Which words, where, and why; the same form is sent to look and to erase."""

    words = forms.CharField(
        label=_("Words to erase"),
        max_length=_LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea({"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "One to a line, exactly as written: a name, a telephone number, an identity number, an e-mail address. "
            "Each other way it is written (capitals, spaces within a number, without accents) is a line of its own."
        ),
    )
    page = forms.ModelChoiceField(
        label=_("Page"),
        queryset=Page.objects.none(),
        required=False,
        help_text=_("With its translations. Left empty: the whole site, with what lies in its bin."),
    )
    subsite = forms.ModelChoiceField(label=_("Site"), queryset=Subsite.objects.none(), empty_label=None)
    reason = forms.CharField(
        label=_("Number of the request, or the reason"),
        max_length=_LONGEST_REASON,
        help_text=_("The log keeps it for ever: no personal data here."),
    )

    field_order = ("words", "page", "subsite", "reason")

    def __init__(self, *args: Any, sites: "QuerySet[Subsite]", seen: PageQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number = str(self.data.get("page", ""))
        if self.data and not (number.isdecimal() and len(number) < _LONGEST_NUMBER):
            self.data = {**dict(self.data.items()), "page": ""}  # the chooser draws again only what is a number
        fields: Any = self.fields
        fields["page"].widget = AdminPageChooser()
        fields["page"].queryset = seen
        fields["subsite"].queryset = sites
        if len(sites) == 1:
            fields["subsite"].initial, fields["subsite"].widget = sites[0], forms.HiddenInput()
        fields["words"].widget.attrs |= {"minlength": SHORTEST}

    def clean_words(self) -> Words:
        """The words as they are looked for."""
        try:
            return words_of(self.cleaned_data["words"].splitlines())
        except DomainError as refused:
            raise forms.ValidationError(str(refused), code=refused.code) from refused

    def clean(self) -> dict[str, Any]:
        """Where; and a reason that does not give away what it is about."""
        given: dict[str, Any] = super().clean() or {}
        words, reason = given.get("words"), given.get("reason")
        if words is not None and reason and words.are_in(reason):
            self.add_error("reason", str(WordsInReason()))
        if given.get("page") is not None and self.scope is None:
            self.add_error("page", str(NoSite()))
        return given

    @property
    def scope(self) -> Scope | None:
        """The page with its translations, or the site."""
        page = self.cleaned_data.get("page")
        return scope_of_page(page) if page is not None else scope_of_site(self.cleaned_data["subsite"])
