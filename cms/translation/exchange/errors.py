"""Why a file is not read, and why a row of it is not kept: one sentence each, which says what the sender can do."""

from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError
from cms.translation.exchange.refusals import Refused

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class RefusedFile(DomainError):
    """The file is not read; nothing of it is kept."""

    code = "refused_file"


class UnknownFormat(DomainError):
    """There is no such format."""

    code = "unknown_format"
    message = _("There is no such format: choose PO, XLIFF or Word.")


_BROKEN = _("The file is damaged or incomplete. Export it from your program again, or start from a fresh download.")
SENTENCES: "dict[str, str | _StrPromise]" = {
    "empty": _("The file is empty. Choose it again."),
    "too_large": _("The file has {size}, the limit is {limit}. Send the file you downloaded, without pictures."),
    "unknown_extension": _("Only files ending in .docx, .xlf, .xliff or .po are read, not “.{extension}”."),
    "program": _("This is a program, whatever its name says. Do not open it; tell your IT staff."),
    "archive": _("This is an archive. Unpack it and send the file in it."),
    "pdf": _("This is a PDF. Send the .docx, .xlf or .po file it was made of."),
    "web_page": _("This is a web page, not a file of translations. Download the file here and fill that in."),
    "other_kind": _("This is another kind of file. Send the .docx, .xlf or .po file you downloaded here."),
    "broken": _BROKEN,
    "encoding": _("The file is not written in UTF-8. Save it again and choose the encoding UTF-8."),
    "document_type": _("The file holds definitions (DOCTYPE, entities) that no translation needs. It was not read."),
    "too_deep": _("The content is nested more than {limit} deep, which no translation is."),
    "too_much_markup": _("The file holds far more elements than a page has. Start from a fresh download."),
    "too_many_segments": _("The file holds more than {limit} rows, more than a page has."),
    "too_much_text": _("The file holds more than {limit} characters, more than a page has."),
    "no_segments": _("There are no rows to take over in the file. Start from a fresh download."),
    "not_po": _("The content is not that of a PO file."),
    "not_xliff": _("The content is not that of an XLIFF file."),
    "xliff_version": _("This is XLIFF {version}; only version 1.2 is read. Choose 1.2 when you export."),
    "several_files": _("The file holds the translations of several pages. Send one page at a time."),
    "not_word": _("The content is not that of a Word file (.docx). Save it from Word as “Word Document (.docx)”."),
    "old_word": _("This is a file of Word 97–2003 (.doc). Open it in Word and save it as “Word Document (.docx)”."),
    "protected": _("The file is protected by a password. Remove it in Word: File → Info → Protect Document."),
    "active_content": _("The file holds macros, programs or embedded files. Save it from Word without them."),
    "unsafe_names": _("The file tries to write outside its own folder; it was not made by Word. Do not open it."),
    "too_many_parts": _("The file holds more than {limit} parts, more than a table has."),
    "bomb": _("The file unpacks to far more than it may. Copy the table into a fresh download and send that."),
    "no_identity": _(
        "The file does not say which page it translates. Start from a fresh download and keep its first lines."
    ),
    "other_page": _("The file belongs to the translation of another page. Nothing was taken over."),
    "other_language": _("The languages of the file are not those of this translation ({language}). Nothing was taken."),
}
_BYTES = frozenset({"size", "limit"})

REASONS: "dict[str, str | _StrPromise]" = {
    "unknown": _("This row is not one of this page."),
    "source_changed": _("The Vietnamese text changed after the file was downloaded."),
    "source_edited": _("The source text in the file is not the one of this row."),
    "edited_meanwhile": _("Somebody saved another translation on the screen after the file was downloaded."),
    "suggestion": _(
        "This is the suggestion as it was sent out. No file confirms one: read it on the desk and tick it."
    ),
    "twice": _("The row stands in the file more than once."),
    "merged_row": _("The row was merged or split: it must have its four cells."),
    "plural": _("Plural forms are not used here."),
    "unconfirmed": _("The row is marked as uncertain (fuzzy) in the file."),
    "foreign_tag": _("The row holds tags that another program put in."),
    "empty": _("The translation is empty."),
    "too_long": _("The translation is too long."),
    "missing_tags": _("A format or link of the source is missing (bold, italic, a link, a line break)."),
    "additional_tags": _("The translation holds a format or link that the source does not have."),
    "unbalanced": _("The marks of formats and links do not pair."),
    "unfinished": _("A tag is not finished: it begins with “<” and has no “>”."),
    "forbidden_tag": _("The translation holds HTML that may not stand in a text."),
    "forbidden_attribute": _("The translation holds HTML attributes that may not stand in a text."),
    "placeholders": _("A place that a program fills, such as {name}, is missing or was changed."),
    "still_vietnamese": _(
        "The translation is the Vietnamese text. What stays the same in English is written on the desk."
    ),
    "not_stored": _("The system refused this translation."),
}


def refusal(refused: Refused) -> RefusedFile:
    """The error people are shown; a code that nobody knows is the general sentence."""
    code = refused.code if refused.code in SENTENCES else "broken"
    values = dict(refused.values)
    if code == "too_large":
        values = {name: filesizeformat(value) if name in _BYTES else value for name, value in values.items()}
    return RefusedFile(code=code, message=SENTENCES[code], **values)


def reason(code: str) -> "str | _StrPromise":
    """Why a row is not kept, in words."""
    return REASONS.get(code, REASONS["not_stored"])
