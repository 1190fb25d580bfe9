"""Why a Word file is not taken: one sentence each, which names the limit and what the sender can do."""

from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError
from news.manuscripts.refusals import Refused

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class RefusedManuscript(DomainError):
    """The file is not read; nothing of it is kept."""

    code = "refused_manuscript"


class Busy(DomainError):
    """Another file of the same person is being read."""

    code = "busy"
    message = _("Another file of yours is being read. Wait until it is done, then send this one again.")


_SPLIT = _("The text is too long or too complex to be read at once (limit: {limit}). Split it into several files.")
_BROKEN = _("The file is damaged or incomplete. Open it in Word, save it again as “Word Document (.docx)”, send that.")
SENTENCES: "dict[str, str | _StrPromise]" = {
    "empty": _("The file is empty. Choose it again."),
    "too_large": _(
        "The file has {size}, the limit is {limit}. Compress its pictures in Word: choose a picture, then "
        "Picture Format → Compress Pictures, and save it again."
    ),
    "unknown_extension": _(
        "Only Word files ending in .docx are read, not “.{extension}”. Open it in Word and save it as "
        "“Word Document (.docx)”."
    ),
    "old_word": _("This is a file of Word 97–2003 (.doc). Open it in Word and save it as “Word Document (.docx)”."),
    "protected": _("The file is protected by a password. Remove it in Word: File → Info → Protect Document."),
    "program": _("This is a program, not a Word file, whatever its name says. Do not open it; tell your IT staff."),
    "rich_text": _("This is an RTF file, not a Word file. Open it in Word and save it as “Word Document (.docx)”."),
    "pdf": _("This is a PDF, not a Word file. Send the Word file it was made of."),
    "web_page": _("This is a web page, not a Word file. Open it in Word and save it as “Word Document (.docx)”."),
    "other_office": _("This is not a Word text but another kind of office file. Send the text as a Word file (.docx)."),
    "not_word": _("The content of the file is not that of a Word file (.docx). Save it from Word and send it again."),
    "broken": _BROKEN,
    "broken_markup": _BROKEN,
    "ambiguous": _BROKEN,
    "too_many_parts": _("The file holds more than {limit} parts, more than a text has. Save a clean copy from Word."),
    "unpacks_too_large": _("The file unpacks to more than {limit}. Compress its pictures in Word and save it again."),
    "part_too_large": _("A part of the file unpacks to more than {limit}. Split the text, or compress its pictures."),
    "bomb": _(
        "The file unpacks to more than {ratio} times its size, which no real text does. Copy the text into a new "
        "document and send that."
    ),
    "unsafe_names": _("The file tries to write outside its own folder; it was not made by Word. Do not open it."),
    "active_content": _(
        "The file holds macros or programs. Save it from Word as “Word Document (.docx)”, without macros and embedded "
        "files."
    ),
    "archive_inside": _("The file holds another archive or document. Take it out of the text and send it separately."),
    "fetches": _(
        "The file fetches content from another machine when it is opened. Copy the text into a new document and send "
        "that."
    ),
    "document_type": _("The file holds definitions Word never writes. Copy the text into a new document, send that."),
    "too_deep": _("The content is nested more than {limit} deep. Copy the text into a new document and send that."),
    "too_much_markup": _SPLIT,
    "too_much_text": _("The text has more than {limit} characters. Split it into several files."),
    "too_many_paragraphs": _("The text has more than {limit} paragraphs. Split it into several files."),
    "too_many_runs": _SPLIT,
    "too_many_links": _("The text has more than {limit} links. Split it into several files."),
    "too_many_pictures": _("The text has more than {limit} pictures. Split it into several files."),
    "too_many_blocks": _("The text becomes more than {limit} blocks. Split it into several files."),
    "nothing_to_read": _("There is no text in the file to take over (hidden and deleted text is left out)."),
    "too_heavy": _("Reading the file takes too much time or memory. Split it into several files."),
    "failed": _("The file could not be read. Copy the text into a new document and send that."),
}
_BYTES = frozenset({"unpacks_too_large", "part_too_large"})


def refusal(refused: Refused) -> RefusedManuscript:
    """The error people are shown; a code that nobody knows is the general sentence."""
    code = refused.code if refused.code in SENTENCES else "failed"
    values = dict(refused.values)
    if code in _BYTES and "limit" in values:
        values["limit"] = filesizeformat(values["limit"])
    return RefusedManuscript(code=code, message=SENTENCES[code], **values)
