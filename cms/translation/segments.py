"""Segments as a translator sees them: plain text, or text with inline marks; and what may be written into one."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail_localize.strings import StringValue

from cms.kernel.text import nfc, strip_controls
from cms.translation.markup import BrokenMarkup, rewritten, tags_of

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
    try:
        tags = tags_of(text)
        written = rewritten(text)
    except BrokenMarkup as error:
        raise BadSegment(_told(error)) from error
    wanted = tags_of(source)
    strange = sorted({ident for name, ident in tags if name == "a"} - {ident for name, ident in wanted if name == "a"})
    if strange:
        raise BadSegment(_('A link keeps the id it has in the source, such as <a id="a1">.'))
    links = {tag: number for tag, number in wanted.items() if tag[0] == "a"}
    missing = [ident for (name, ident), number in links.items() if tags[name, ident] < number]
    if missing:
        raise BadSegment(
            _("A link of the source is missing: put {tags} around the English words.").format(
                tags=", ".join(f'<a id="{ident}">…</a>' for ident in missing)
            )
        )
    doubled = [ident for (name, ident), number in links.items() if tags[name, ident] > number]
    if doubled:
        raise BadSegment(
            _("This link stands twice, and once in the source: {tags}.").format(
                tags=", ".join(f'<a id="{ident}">' for ident in doubled)
            )
        )
    return str(StringValue.from_translated_html(written).data)


def _told(error: BrokenMarkup) -> str:
    """What is wrong with the tags, and what to do."""
    if error.code == "forbidden_tag":
        return _("These marks are not allowed here: {tags}.").format(tags=f"<{error.tag or '!-- --'}>")
    if error.code == "forbidden_attribute":
        return _("Marks have no attributes but the id of a link.")
    if error.code == "unfinished":
        return _("A tag is not finished: each begins with “<” and ends with “>”, such as <b>. To write “<”, type &lt;.")
    return _(
        "The tag <{tag}> has no partner at the right place: each that begins must end, in order, as in "
        "<{tag}>…</{tag}>."
    ).format(tag=error.tag)
