"""What the formats share: the segments of a translation on their way out, and what came back."""

import datetime
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# What XML cannot hold at all.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True)
class ExchangeSegment:
    """One piece of text to translate. `source` and `translation` are fragments of HTML as wagtail-localize keeps them.

    path: where it stands in the page (a field, a block). label: the same in words. note: for the translator.
    is_confirmed: False for a suggestion. max_length: characters the field takes, None where it takes any number.
    changed_at: when the translation was last saved, None while there is none.
    """

    path: str
    source: str
    translation: str = ""
    is_confirmed: bool = True
    label: str = ""
    note: str = ""
    max_length: int | None = None
    changed_at: datetime.datetime | None = None

    @property
    def key(self) -> str:
        """A name that changes when the source text does: where it stands, then what it says."""
        return key_of(self.path, self.source)


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """All segments of one translation in order, each (path, source) once. `identity` tells it from every other."""

    identity: str
    title: str
    source_language: str
    target_language: str
    exported_at: datetime.datetime
    segments: tuple[ExchangeSegment, ...]


class Markup(StrEnum):
    """How a format writes inline tags: as HTML, or as numbers in braces (`{1}bold{/1}`, `{2/}`)."""

    HTML = "html"
    NUMBERED = "numbered"


@dataclass(frozen=True, kw_only=True)
class ReceivedSegment:
    """One row of a file as it came back; `number` is its place in the file, from 1. `fault`: why it cannot be read.

    confirms: the file says that somebody stands by the translation. Programs write that by themselves: of a suggestion
    that came back as it was sent out it is said where a person confirms it, and nothing more.
    """

    number: int
    key: str
    source: str
    translation: str
    confirms: bool = False
    fault: str = ""


@dataclass(frozen=True, kw_only=True)
class Received:
    """A file that could be read; nothing in it is believed yet. `exported_at` is by our own stamp (`stamps`)."""

    identity: str
    source_language: str
    target_language: str
    markup: Markup
    segments: tuple[ReceivedSegment, ...]
    exported_at: datetime.datetime | None = None


def key_of(path: str, source: str) -> str:
    """`<place>.<text>`: twelve and twelve hexadecimal digits."""
    return f"{_short(path)}.{_short(source)}"


def place_of(key: str) -> str:
    """The half of a key that names the place in the page, whatever the text says."""
    return key.partition(".")[0]


def unique(segments: Iterable[ExchangeSegment]) -> tuple[ExchangeSegment, ...]:
    """One segment a key: a sentence that stands twice in one place has one translation."""
    seen: dict[str, ExchangeSegment] = {}
    for segment in segments:
        seen.setdefault(segment.key, segment)
    return tuple(seen.values())


def printable(text: str) -> str:
    """The text without the control characters that XML files may not hold."""
    return _UNPRINTABLE.sub("", text)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
