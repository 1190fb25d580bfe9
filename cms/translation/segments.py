"""Segments as a translator sees them: plain text, or text with inline marks; and what may be written into one."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

import nh3
from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _
from wagtail_localize.strings import INLINE_TAGS, StringValue, validate_translation_links

from cms.kernel.text import nfc, strip_controls

# The address follows the English title unless somebody writes another one; reasons of withdrawals are not translated.
OPTIONAL_PATHS = frozenset({"slug"})
HIDDEN_PATHS = frozenset({"withdrawal_reason"})
LONGEST = 20_000  # characters: a paragraph has some hundreds


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A piece of the source with its translation, if there is one.

    `source` and `translation` are plain text, or inline HTML where `is_html`. `confirmed`: a person wrote or accepted
    it and nothing is wrong with it; a suggestion is not confirmed and never becomes public.
    """

    id: int
    path: str
    label: str
    source: str
    is_html: bool
    translation: str
    confirmed: bool
    required: bool
    order: int
    origin: str = ""
    tool: str = ""
    error: str = ""
    translator: str = ""
    translated_at: datetime.datetime | None = None

    @property
    def is_suggestion(self) -> bool:
        """Whether it has a text that nobody confirmed."""
        return bool(self.translation) and not self.confirmed

    @property
    def is_missing(self) -> bool:
        """Whether the draft cannot be made without somebody's doing."""
        return self.required and not self.confirmed


class BadSegment(ValueError):
    """What was written cannot stand in the page; the message says why."""


def shown(data: str, *, is_html: bool) -> str:
    """What is stored, as a translator reads it."""
    return data if is_html else StringValue(data).render_text()


def stored(text: str, *, source: str, is_html: bool, max_length: int | None = None) -> str:
    """What a translator wrote, as it is stored; `source` is the stored source. Raise BadSegment and say why.

    Only the inline marks that a text may have, and only links that the source has: their addresses are the source's.
    """
    cleaned = nfc(strip_controls(text.replace("\r\n", "\n"), keep_lines=True)).strip()
    if len(cleaned) > LONGEST:
        raise BadSegment(_("The text is longer than {number} characters.").format(number=LONGEST))
    if not is_html:
        if max_length is not None and len(cleaned) > max_length:
            raise BadSegment(_("The text is longer than {number} characters.").format(number=max_length))
        return str(StringValue.from_plaintext(cleaned).data)
    return _stored_html(cleaned, source)


def _stored_html(text: str, source: str) -> str:
    soup = BeautifulSoup(text, "html.parser")
    strange = sorted({tag.name for tag in soup.find_all(True)} - set(INLINE_TAGS))
    if strange:
        raise BadSegment(_("These marks are not allowed here: {tags}.").format(tags=_tags(strange)))
    for tag in soup.find_all(True):
        if isinstance(tag, Tag) and (set(tag.attrs) - {"id"} or (tag.attrs and tag.name != "a")):
            raise BadSegment(_("Marks have no attributes but the id of a link."))
        if isinstance(tag, Tag) and tag.name == "a" and "id" not in tag.attrs:
            raise BadSegment(_('A link keeps the id it has in the source, such as <a id="a1">.'))
    clean = nh3.clean(text, tags=set(INLINE_TAGS), attributes={"a": {"id"}}, link_rel=None)
    try:
        value = StringValue.from_translated_html(clean)
        validate_translation_links(source, value.data)
    except ValueError as error:
        raise BadSegment(str(error)) from error
    return str(value.data)


def _tags(names: Collection[str]) -> str:
    return ", ".join(f"<{name}>" for name in names)
