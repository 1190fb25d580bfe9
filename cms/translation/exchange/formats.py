"""The three formats: how each is named, written and read; and which of them a file is."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.translation.exchange import limits
from cms.translation.exchange.bundle import Bundle, Received
from cms.translation.exchange.po import read_po, write_po
from cms.translation.exchange.refusals import Refused
from cms.translation.exchange.word import read_word, write_word
from cms.translation.exchange.xliff import read_xliff, write_xliff


@dataclass(frozen=True, kw_only=True)
class Format:
    """One way out and back. `extensions`: the first is the one we write."""

    key: str
    label: str | Promise
    extensions: tuple[str, ...]
    content_type: str
    write: Callable[[Bundle], bytes]
    read: Callable[[bytes], Received]


FORMATS = {
    item.key: item
    for item in (
        Format(
            key="docx",
            label=_("Word table (.docx)"),
            extensions=("docx",),
            content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            write=write_word,
            read=read_word,
        ),
        Format(
            key="xliff",
            label=_("XLIFF 1.2, for translation programs"),
            extensions=("xlf", "xliff"),
            content_type="application/x-xliff+xml",
            write=write_xliff,
            read=read_xliff,
        ),
        Format(
            key="po",
            label=_("PO, for gettext programs"),
            extensions=("po",),
            content_type="text/x-gettext-translation",
            write=write_po,
            read=read_po,
        ),
    )
}
# What other kinds of files begin with: a clear word beats "broken".
_FOREIGN = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "other_kind"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"\x89PNG", "other_kind"),
    (b"\xff\xd8\xff", "other_kind"),
    (b"<!DOCTYPE html", "web_page"),
    (b"<html", "web_page"),
)


def read_file(data: bytes, *, name: str) -> Received:
    """What a file says, by the ending of its name; raise Refused with a reason the sender can act on."""
    if not data.strip():
        raise Refused("empty")
    if len(data) > limits.MAX_BYTES:
        raise Refused("too_large", size=len(data), limit=limits.MAX_BYTES)
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    found = next((item for item in FORMATS.values() if extension in item.extensions), None)
    if found is None:
        raise Refused("unknown_extension", extension=extension[:20] or "?")
    for start, code in _FOREIGN:
        if data.lstrip()[: len(start)].lower() == start.lower():
            raise Refused(code)
    if found.key != "docx" and data.startswith(b"PK\x03\x04"):
        raise Refused("archive")
    return found.read(data)
