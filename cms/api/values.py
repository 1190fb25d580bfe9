"""Parsers of parameter values: text in, value out, Refused when it is anything else.

ASCII only where digits are meant: Python's own parsers also take Arabic or fullwidth ones.
"""

import datetime
import re
from collections.abc import Callable, Sequence
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.api.parameters import Refused

_INTEGER = re.compile(r"[0-9]{1,6}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# "+" of a zone arrives as a space when the client did not escape it.
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?)(Z|[+ -][0-9]{2}:[0-9]{2})"
)
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_KEY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def integer(lowest: int, highest: int) -> Callable[[str], int]:
    """A whole number in ASCII digits, both ends included."""

    def parse(text: str) -> int:
        if not _INTEGER.fullmatch(text) or not lowest <= int(text) <= highest:
            raise Refused(format_lazy(_("Give a whole number from {low} to {high}."), low=lowest, high=highest))
        return int(text)

    return parse


def choice(options: Callable[[], Sequence[str]]) -> Callable[[str], str]:
    """One of a closed list, which is asked for when needed: registries fill during start."""

    def parse(text: str) -> str:
        if text not in options():
            raise Refused(format_lazy(_("Give one of: {options}."), options=", ".join(options())))
        return text

    return parse


def several(parse_one: Callable[[str], object], *, most: int) -> Callable[[str], tuple[object, ...]]:
    """Values of one kind, separated by commas, each once."""

    def parse(text: str) -> tuple[object, ...]:
        parts = text.split(",", most)
        if len(parts) > most:
            raise Refused(format_lazy(_("Give at most {most} values."), most=most))
        return tuple(dict.fromkeys(parse_one(part) for part in parts))

    return parse


def key(text: str) -> str:
    """The key of a section, a unit, a topic or a site."""
    if not _KEY.fullmatch(text):
        raise Refused(_("Give a key: letters without accents, digits, hyphens."))
    return text


def day(text: str) -> datetime.date:
    """A day as YYYY-MM-DD, from 1900 to 2200."""
    try:
        found = datetime.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None:
        raise Refused(_("Give a day as YYYY-MM-DD."))
    _check_year(found.year)
    return found


def moment(text: str) -> datetime.datetime:
    """A moment with its zone, as 2026-11-20T08:00:00+07:00, from 1900 to 2200."""
    match = _MOMENT.fullmatch(text)
    try:
        found = datetime.datetime.fromisoformat(match[1] + match[2].replace(" ", "+")) if match else None
    except ValueError:
        found = None
    if found is None:
        raise Refused(_("Give a moment with its zone, as 2026-11-20T08:00:00+07:00."))
    _check_year(found.year)
    return found


def _check_year(year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Refused(format_lazy(_("Give a year from {first} to {last}."), first=_FIRST_YEAR, last=_LAST_YEAR))


def uuid(text: str) -> UUID:
    """A content id with its hyphens."""
    if not _UUID.fullmatch(text):
        raise Refused(_("Give a content id: 32 hexadecimal digits with hyphens."))
    return UUID(text)


def path(text: str) -> str:
    """The path of a page, beginning with a slash."""
    if not text.startswith("/") or text.startswith("//") or "\\" in text or "?" in text or "#" in text:
        raise Refused(_("Give the path of a page, as /tin-tuc-su-kien/."))
    return text


def opaque(text: str) -> str:
    """A cursor: whoever gave it out will read it."""
    if not text.isascii():
        raise Refused(_("Give the cursor as it stood in `next`."))
    return text


def line(text: str) -> str:
    """A line of text, as a person types it."""
    return text
