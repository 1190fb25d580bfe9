"""What of a file may be kept: each row against the segment as it stands now. Pure: no clock, no database."""

import re
from collections import Counter
from dataclasses import dataclass

from cms.kernel.text import nfc, strip_controls
from cms.translation.exchange import limits
from cms.translation.exchange.bundle import (
    Bundle,
    ExchangeSegment,
    Markup,
    Received,
    ReceivedSegment,
    place_of,
)
from cms.translation.exchange.refusals import Refused
from cms.translation.markup import PLACE, BrokenMarkup, from_numbered, rewritten, tags_of, text_of
from cms.translation.vietnamese import vietnamese_words

_WORDS = re.compile(r"\w+")
_SPACES = re.compile(r"[ \t\r\n]+")
_QUOTES = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A translation that may be kept, as a fragment."""

    number: int
    segment: ExchangeSegment
    translation: str


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """A row that is not kept, and why: a code of `errors.REASONS`, or the desk's own words in `detail`."""

    number: int
    label: str
    source: str
    translation: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What becomes of the rows of a file. `unchanged`: rows that say what is kept already. `absent`: segments that
    the file does not hold; they stay as they are.
    """

    accepted: tuple[Accepted, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    unchanged: int = 0
    absent: int = 0


def judge(bundle: Bundle, received: Received) -> Report:
    """Each row of a file against the translation as it is now.

    Raise Refused when the file belongs to another page, another language, or is too large as a whole.
    """
    _refuse_others(bundle, received)
    by_key = {segment.key: segment for segment in bundle.segments}
    places = {place_of(segment.key) for segment in bundle.segments}
    rows = Counter(row.key for row in received.segments if row.key)
    accepted: list[Accepted] = []
    rejected: list[Rejected] = []
    unchanged = 0
    for row in received.segments:
        segment = by_key.get(row.key)
        if segment is None:
            rejected.append(_without_segment(row, "source_changed" if place_of(row.key) in places else "unknown"))
            continue
        translation, reason = _judge_row(row, segment, received)
        if rows[row.key] > 1:
            reason = "twice"
        if reason == "unchanged":
            unchanged += 1
        elif reason:
            rejected.append(_rejected(row, segment, reason))
        else:
            accepted.append(Accepted(number=row.number, segment=segment, translation=translation))
    absent = sum(1 for key in by_key if key not in rows)
    return Report(accepted=tuple(accepted), rejected=tuple(rejected), unchanged=unchanged, absent=absent)


def tidy(text: str) -> str:
    """A translation as it is kept: composed, no invisible characters, single spaces, none at the ends."""
    return nfc(strip_controls(_SPACES.sub(" ", text))).strip(" ")


def fault_of(source: str, translation: str, *, max_length: int | None = None) -> str:
    """Why a translation may not be kept whatever it came by; empty when it may. Rules of form, not of style."""
    try:
        tags = tags_of(translation)
    except BrokenMarkup as error:
        return error.code
    try:
        wanted = tags_of(source)
    except BrokenMarkup:
        wanted = tags
    text, original = text_of(translation), text_of(source)
    faults = {
        "missing_tags": bool(wanted - tags),
        "additional_tags": bool(tags - wanted),
        "empty": not text.strip(),
        "too_long": len(text) > (max_length or limits.MAX_SEGMENT_CHARACTERS),
        "placeholders": Counter(PLACE.findall(original)) != Counter(PLACE.findall(text)),
        # The words of the source, copied by a program: names may be the same, and the desk takes what a person says is.
        "still_vietnamese": _bare(text) == _bare(original)
        and bool(vietnamese_words(text[: limits.MAX_SEGMENT_CHARACTERS])),
    }
    return next((code for code, is_at_fault in faults.items() if is_at_fault), "")


def _bare(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())


def _refuse_others(bundle: Bundle, received: Received) -> None:
    if not received.identity:
        raise Refused("no_identity")
    if received.identity != bundle.identity:
        raise Refused("other_page")
    if _language(received.target_language) != _language(bundle.target_language):
        raise Refused("other_language", language=received.target_language[:20] or "?")
    if received.source_language and _language(received.source_language) != _language(bundle.source_language):
        raise Refused("other_language", language=received.source_language[:20])
    if len(received.segments) > limits.MAX_SEGMENTS:
        raise Refused("too_many_segments", limit=limits.MAX_SEGMENTS)
    if sum(len(row.translation) for row in received.segments) > limits.MAX_CHARACTERS:
        raise Refused("too_much_text", limit=limits.MAX_CHARACTERS)
    if not received.segments:
        raise Refused("no_segments")


def _judge_row(row: ReceivedSegment, segment: ExchangeSegment, received: Received) -> tuple[str, str]:
    """(the fragment, why it is not kept)."""
    translation = tidy(row.translation)
    reason = row.fault
    if not reason and not translation:
        reason = "empty" if segment.translation else "unchanged"
    if reason == "unconfirmed" and translation == tidy(segment.translation):
        reason = "unchanged"  # a suggestion as it went out: nobody touched it, and it stays one
    if not reason and len(translation) > limits.MAX_SEGMENT_CHARACTERS * 2:
        reason = "too_long"
    if reason:
        return "", reason
    try:
        source, fragment = _fragments(row, translation, segment, received.markup)
    except BrokenMarkup as error:
        return "", error.code
    if _compared(source) != _compared(segment.source):
        return "", "source_edited"
    return fragment, _reason_now(row, segment, fragment, received)


def _reason_now(row: ReceivedSegment, segment: ExchangeSegment, fragment: str, received: Received) -> str:
    """What stands against a translation that could be read, as things are now."""
    is_same = fragment == _as_written(segment.translation)
    if is_same:
        return "suggestion" if row.confirms and not segment.is_confirmed else "unchanged"
    if _was_changed_since(segment, received):
        return "edited_meanwhile"
    return fault_of(segment.source, fragment, max_length=segment.max_length)


def _fragments(row: ReceivedSegment, translation: str, segment: ExchangeSegment, markup: Markup) -> tuple[str, str]:
    """Source and translation of a row as fragments; HTML is written anew, as everything here writes it."""
    if markup == Markup.NUMBERED:
        return from_numbered(row.source, segment.source), from_numbered(translation, segment.source)
    return row.source, rewritten(translation)


def _as_written(translation: str) -> str:
    try:
        return rewritten(translation)
    except BrokenMarkup:
        return translation


def _was_changed_since(segment: ExchangeSegment, received: Received) -> bool:
    """Somebody saved this translation on the screen after the file was made."""
    return bool(
        segment.translation
        and segment.is_confirmed
        and segment.changed_at is not None
        and received.exported_at is not None
        and segment.changed_at > received.exported_at
    )


def _compared(fragment: str) -> str:
    """What programs change without being asked (spaces, quotes) does not make a source another one."""
    return tidy(text_of(fragment)).translate(_QUOTES).replace("\u00a0", " ")


def _language(code: str) -> str:
    return code.replace("_", "-").partition("-")[0].lower()


def _without_segment(row: ReceivedSegment, reason: str) -> Rejected:
    return Rejected(number=row.number, label="", source=row.source, translation=row.translation, reason=reason)


def _rejected(row: ReceivedSegment, segment: ExchangeSegment, reason: str) -> Rejected:
    return Rejected(
        number=row.number,
        label=segment.label,
        source=text_of(segment.source),
        translation=row.translation,
        reason=reason,
    )
