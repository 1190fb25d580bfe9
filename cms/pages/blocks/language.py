"""The language of a text that is not in the page's own (WCAG 3.1.2)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock

# The languages of the agency's neighbours and partners; the page's own language is the empty choice.
LANGUAGES = [
    ("vi", _("Vietnamese")),
    ("en", _("English")),
    ("lo", _("Lao")),
    ("km", _("Khmer")),
    ("zh", _("Chinese")),
    ("ja", _("Japanese")),
    ("ko", _("Korean")),
    ("th", _("Thai")),
    ("fr", _("French")),
    ("de", _("German")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
    ("ms", _("Malay")),
    ("id", _("Indonesian")),
]
LANGUAGE_CODES = frozenset(code for code, _label in LANGUAGES)


class LanguageBlock(ChoiceBlock):
    """Empty for the page's own language; otherwise announced to screen readers as `lang`."""

    choices = LANGUAGES

    class Meta:
        label = _("Text in another language")
        help_text = _("Choose only when this text is not in the page's language.")

    def render_basic(self, value: str | None, context: Mapping[str, Any] | None = None) -> str:
        """The name of the language, as comparisons show it; nothing for the page's own."""
        return str(dict(LANGUAGES).get(value or "", ""))


def language_block() -> LanguageBlock:
    """The optional language field that every block of text ends with."""
    return LanguageBlock(required=False)
