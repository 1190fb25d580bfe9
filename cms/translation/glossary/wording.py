"""Hints in words for the translator."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cms.translation.glossary.guard import Hint

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_SENTENCES: "dict[str, _StrPromise]" = {
    "term_missing": _("“{found}” is officially “{wanted}” in English."),
    "forbidden_variant": _("“{found}” is not to be used; the official name is “{wanted}”."),
    "vietnamese_left": _("Vietnamese words are left: {found}."),
    "number_missing": _("The number {wanted} of the source is missing."),
    "number_added": _("The number {found} is not in the source."),
    "date_missing": _("The date {wanted} of the source is missing or different."),
    "numeric_date": _("Write the date {found} with the name of the month, as in 21 November 2026."),
    "double_space": _("There are two spaces in “{found}”."),
    "space_before_mark": _("There is a space before a punctuation mark in “{found}”."),
    "unpaired_quotes": _("A quotation mark has no partner."),
    "unpaired_brackets": _("A bracket has no partner."),
    "doubled_mark": _("A punctuation mark is doubled in “{found}”."),
    "broken_tags": _("Formats or links (bold, italic, a link, a line break) differ from those of the source."),
}


def sentence_of(hint: Hint) -> str:
    """The hint as the translator reads it, with the glossary's note where there is one."""
    text = str(_SENTENCES[hint.code]).format(found=hint.found, wanted=hint.wanted)
    return f"{text} {hint.note}" if hint.note else text
