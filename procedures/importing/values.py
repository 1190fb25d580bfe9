"""Readers of simple values: each takes what a file holds and gives what the record says, or ABSENT."""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from cms.kernel.text import clean_line, nfc, strip_controls
from procedures.importing import limits, vocabulary
from procedures.importing.sink import Sink
from procedures.life_events import LifeEvent
from procedures.record import ABSENT
from procedures.terms import Audience, Level, OnlineLevel, Status, term_key

Reader = Callable[[Any, Sink], Any]

_KEY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,78}[A-Za-z0-9])?")
_KEY_OF_CODE = re.compile(r"(\d)-(\d{6})")  # what key_of_code makes of a national code
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z./_-]{2,39}")
_DATES = (re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:T.*)?"),
          re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})"))  # fmt: skip
_BETWEEN = re.compile(r"[;\n]")
_NEXT_WORD = re.compile(r"[;,\n]")
MOST_POPULAR = 4


def key(value: Any, sink: Sink) -> str:
    """The stable key of a record; the empty text, with a problem, when it has none that can be one."""
    text = clean_line(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not text:
        sink.error("id", "no_id")
        return ""
    if not _KEY.fullmatch(text):
        sink.error("id", "bad_id")
        return ""
    return text


def key_of_code(national_code: str) -> str:
    """The key of a record that lists give only by its national code: “1.001193” → “1-001193”."""
    return re.sub(r"[^A-Za-z0-9]+", "-", national_code).strip("-")


def code_of_key(record_key: str) -> str:
    """The national code that a key was made of, as people read it: “1-001193” → “1.001193”; any other key as it is."""
    found = _KEY_OF_CODE.fullmatch(record_key)
    return ".".join(found.groups()) if found else record_key


def line(limit: int) -> Reader:
    """One line of text."""

    def read(value: Any, sink: Sink) -> Any:
        found = plain_text(value, sink, limit=limit)
        return clean_line(found) if isinstance(found, str) else ABSENT

    return read


def text(limit: int) -> Reader:
    """Text of several lines."""

    def read(value: Any, sink: Sink) -> Any:
        found = plain_text(value, sink, limit=limit)
        return found if isinstance(found, str) else ABSENT

    return read


def plain_text(value: Any, sink: Sink, *, limit: int = limits.MAX_TEXT) -> Any:
    """Composed text without control characters; ABSENT for “Không có thông tin”, with a note, and for no text."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        sink.found("not_text")
        return ABSENT
    cleaned = nfc(strip_controls(value.replace("\r\n", "\n").replace("\r", "\n"), keep_lines=True)).strip()
    if cleaned and vocabulary.is_nothing(cleaned):
        sink.found("no_information", value=cleaned)
        return ABSENT
    if len(cleaned) > limit:
        sink.found("too_long", limit=limit)
        return ABSENT
    return cleaned


def lines(limit: int) -> Reader:
    """Several short texts: a list, or one text with a line or a semicolon for each; repeated ones once."""

    def read(value: Any, sink: Sink) -> Any:
        return several(value, sink, limit=limit)

    return read


def several(value: Any, sink: Sink, *, limit: int, between: re.Pattern[str] = _BETWEEN) -> Any:
    """The texts of a list, or of one text taken apart; ABSENT when all of a non-empty one say nothing."""
    if isinstance(value, str):
        given: list[Any] = between.split(value)
        given = [entry for entry in given if entry.strip()]
    elif isinstance(value, list):
        given = value
    else:
        sink.found("not_list")
        return ABSENT
    if len(given) > limits.MAX_ITEMS:
        sink.found("too_many", limit=limits.MAX_ITEMS)
        return ABSENT
    read: list[str] = []
    for entry in given:
        said = plain_text(entry, sink, limit=limit)
        said = clean_line(said) if isinstance(said, str) else ""
        if said and said in read:
            sink.found("repeated", value=said)
        elif said:
            read.append(said)
    return ABSENT if given and not read else tuple(read)


def keys(value: Any, sink: Sink) -> Any:
    """Keys of other records; codes may stand there too."""
    found = several(value, sink, limit=80, between=_NEXT_WORD)
    if found is ABSENT:
        return ABSENT
    wrong = next((entry for entry in found if not _KEY.fullmatch(entry)), None)
    if wrong is not None:
        sink.found("bad_id", value=wrong)
        return ABSENT
    return found


def code(value: Any, sink: Sink) -> Any:
    """The national code, “1.001193”. A sheet that took it for a number lost its last zeros: they are put back."""
    found = plain_text(value, sink, limit=60)
    if found is ABSENT or found == "":
        return found
    compact = "".join(found.split())
    if not _CODE.fullmatch(compact) or not any(char.isdigit() for char in compact):
        sink.found("bad_code", value=compact)
        return ABSENT
    whole, dot, rest = compact.partition(".")
    if isinstance(value, float | Decimal) and dot and rest.isdigit() and len(rest) < 6:
        return f"{whole}.{rest.ljust(6, '0')}"
    return compact


def popularity(value: Any, sink: Sink) -> Any:
    """1 to 4; lists that count to 5 mean the same by their highest."""
    number = whole_number(value, sink)
    if number is ABSENT:
        return ABSENT
    if number not in range(1, 6):
        sink.found("popularity", value=str(number))
        return ABSENT
    return min(number, MOST_POPULAR)


def whole_number(value: Any, sink: Sink) -> Any:
    """A whole number that is not negative."""
    if isinstance(value, bool):
        sink.found("not_number", value=str(value))
        return ABSENT
    said = str(value).strip()
    if vocabulary.is_nothing(said):
        return ABSENT
    if not re.fullmatch(r"-?\d{1,9}", said, re.ASCII):
        sink.found("not_number", value=said)
        return ABSENT
    if int(said) < 0:
        sink.found("negative", value=said)
        return ABSENT
    return int(said)


def emptied(reader: Reader) -> Reader:
    """The same, and None for an empty text: it takes away what is said now. Tables give no empty cells."""

    def read(value: Any, sink: Sink) -> Any:
        return None if isinstance(value, str) and not value.strip() else reader(value, sink)

    return read


def boolean(value: Any, sink: Sink) -> Any:
    """Yes or no, in the words of files."""
    if isinstance(value, bool):
        return value
    word = vocabulary.plain(str(value))
    if word in vocabulary.YES:
        return True
    if word in vocabulary.NO:
        return False
    sink.found("not_boolean", value=str(value))
    return ABSENT


def date(value: Any, sink: Sink) -> Any:
    """A day, “2026-11-20” or “20/11/2026”."""
    said = str(value).strip()
    if vocabulary.is_nothing(said):
        return ABSENT
    found = parse_date(said)
    if found is None:
        sink.found("not_date", value=said)
        return ABSENT
    return found


def parse_date(text: str) -> datetime.date | None:
    """The day a text names, or None."""
    for pattern in _DATES:
        if found := pattern.fullmatch(text.strip()):
            try:
                return datetime.date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                return None
    return None


def address(value: Any, sink: Sink) -> Any:
    """A web address; never another scheme, never one with a password in it."""
    found = plain_text(value, sink, limit=500)
    if found is ABSENT or found == "":
        return found
    try:
        split = urlsplit(found)
        is_web = split.scheme in ("http", "https") and bool(split.hostname) and "@" not in split.netloc
    except ValueError:
        is_web = False
    if not is_web or any(char.isspace() for char in found):
        sink.found("not_address", value=found)
        return ABSENT
    return found


def status(value: Any, sink: Sink) -> Any:
    """Current, expired or repealed."""
    return _term(value, sink, Status, vocabulary.STATUSES)


def online_level(value: Any, sink: Sink) -> Any:
    """Toàn trình, một phần, or not online; “mức độ 3, 4” as an alias that a person has to check (DOMAIN E7)."""
    old = vocabulary.old_online_level(str(value)) if isinstance(value, str | int) else None
    if old is not None:
        sink.found("old_level", value=str(value), level=str(OnlineLevel(old).label))
        return old
    return _term(value, sink, OnlineLevel, vocabulary.ONLINE_LEVELS)


def levels(value: Any, sink: Sink) -> Any:
    """The levels of government: “Tỉnh, Xã”."""
    return _terms(value, sink, Level)


def audiences(value: Any, sink: Sink) -> Any:
    """Who may use it: “Công dân Việt Nam; Doanh nghiệp”. Commas belong to the names of some."""
    return _terms(value, sink, Audience)


def life_events(value: Any, sink: Sink) -> Any:
    """Keys of life events, or their labels."""
    return _terms(value, sink, LifeEvent)


def _terms(value: Any, sink: Sink, terms: Any) -> Any:
    found = several(value, sink, limit=255)
    if found is ABSENT:
        return ABSENT
    read: list[str] = []
    for entry in found:
        whole = _key_of(terms, entry)
        apart = [whole] if whole else [_key_of(terms, part) for part in entry.split(",") if part.strip()]
        if None in apart or not apart:
            sink.found("unknown_choice", value=entry, choices=_choices(terms))
            return ABSENT
        read += [known for known in apart if known and known not in read]
    return tuple(read)


def _term(value: Any, sink: Sink, terms: Any, words: dict[str, tuple[str, ...]]) -> Any:
    found = plain_text(value, sink, limit=255)
    if found is ABSENT or found == "":
        return found
    known = term_key(terms, found) or vocabulary.choice_of(found, words)
    if known is None:
        sink.found("unknown_choice", value=found, choices=_choices(terms))
        return ABSENT
    return known


def _key_of(terms: Any, written: str) -> str | None:
    """By key, by the words records use, or by the label people read."""
    known = term_key(terms, written)
    if known is None:
        plain = vocabulary.plain(written)
        known = next((choice.value for choice in terms if vocabulary.plain(str(choice.label)) == plain), None)
    return known


def _choices(terms: Any) -> str:
    return ", ".join(str(label) for label in terms.labels)
