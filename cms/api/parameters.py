"""The parameters of a request: each named, each parsed, and whatever is not named refused.

The query string is read as bytes: what is not UTF-8, repeated, unknown, empty, too long or holds a
control character is an error that names the parameter, before anything reaches a query.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes

from django.utils.translation import gettext_lazy as _

from cms.api.problems import InvalidParameters, ParameterError, Text
from cms.kernel.text import nfc, strip_controls

LONGEST_VALUE = 200
_MOST_FIELDS = 40
_MOST_ERRORS = 20
_LONGEST_REMEMBERED = 600
_LONGEST_NAME_SHOWN = 60


class Refused(ValueError):
    """A value that a parser cannot accept; the message tells the caller what would be right."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message)


@dataclass(frozen=True)
class Parameter:
    """A parameter and how its text becomes a value; `parse` raises Refused.

    is_lenient: what people type or paste: what cannot be seen is taken out instead of refused, and an empty value
    is one, too.
    """

    name: str
    parse: Callable[[str], Any]
    longest: int = LONGEST_VALUE
    is_lenient: bool = False


class Parameters:
    """The parameters that one address knows."""

    def __init__(self, *parameters: Parameter) -> None:
        self._known = {parameter.name: parameter for parameter in parameters}
        self._remembering = lru_cache(maxsize=1024)(self._read)

    def names(self) -> list[str]:
        """The names in their order, for the description of the API."""
        return list(self._known)

    def read(self, query_string: str) -> dict[str, Any]:
        """Name → value of what was given; raise InvalidParameters naming everything that is wrong.

        Parsing is a pure function of the text, so short texts are parsed once a process.
        """
        if not query_string:
            return {}
        if len(query_string) > _LONGEST_REMEMBERED:
            return self._read(query_string)
        return self._remembering(query_string)

    def _read(self, query_string: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        errors: list[ParameterError] = []
        for count, (name, raw) in enumerate(_fields(query_string)):
            if count >= _MOST_FIELDS or len(errors) >= _MOST_ERRORS:
                errors.append(ParameterError(_shown(name), _("There are too many parameters.")))
                break
            try:
                parameter = self._known.get(_text(name)) if len(name) <= _LONGEST_NAME_SHOWN else None
                if parameter is None:
                    raise Refused(_("There is no such parameter here."))
                if parameter.name in values:
                    raise Refused(_("Give this parameter only once."))
                values[parameter.name] = _value(parameter, raw)
            except Refused as refusal:
                errors.append(ParameterError(_shown(name), refusal.message))
        if errors:
            raise InvalidParameters(errors)
        return values


def _fields(query_string: str) -> Iterator[tuple[bytes, bytes]]:
    # WSGI hands over the bytes of the address as Latin-1.
    for field in query_string.encode("latin-1", "replace").split(b"&"):
        if field:
            name, _equals, value = field.replace(b"+", b" ").partition(b"=")
            yield unquote_to_bytes(name), unquote_to_bytes(value)


def _value(parameter: Parameter, raw: bytes) -> Any:
    if len(raw) > parameter.longest * 4:
        raise Refused(_("This value is too long."))
    if parameter.is_lenient:
        return _lenient(parameter, raw)
    text = nfc(_text(raw))
    if len(text) > parameter.longest:
        raise Refused(_("This value is too long."))
    if not text:
        raise Refused(_("This value is empty: leave the parameter out instead."))
    if any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"} for char in text):
        raise Refused(_("This value holds characters that cannot be seen."))
    return parameter.parse(text)


def _lenient(parameter: Parameter, raw: bytes) -> Any:
    text = nfc(strip_controls(re.sub(r"[\s\x00]+", " ", raw.decode("utf-8", "replace")))).strip()
    if len(text) > parameter.longest:
        raise Refused(_("This value is too long."))
    return parameter.parse(text)


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise Refused(_("This is not text in UTF-8.")) from error


def _shown(name: bytes) -> str:
    """A parameter's name as an error may repeat it: short, and without what cannot be seen."""
    text = name[: _LONGEST_NAME_SHOWN * 4].decode("utf-8", "replace")
    return re.sub(r"[^\w.\-\[\]$]", "?", text)[:_LONGEST_NAME_SHOWN]
