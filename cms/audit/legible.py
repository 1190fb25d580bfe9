"""The recorded data as a person reads it: names for keys, days and moments as written here, old → new."""

import datetime
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from cms.audit.labels import data_label

ARROW = " → "
_CHANGE = {"from", "to"}


def legible_rows(data: dict[str, Any]) -> list[tuple[str, str]]:
    """The data as pairs of a name and a text, in the order in which it was recorded.

    Two states of a thing ("from" and "to") are told by what they are made of: old → new, each under its name.
    """
    if set(data) == _CHANGE and all(isinstance(value, dict) for value in data.values()):
        before, after = data["from"], data["to"]
        return [(data_label(key), _arrow(before.get(key), value)) for key, value in after.items()]
    return [(data_label(key), legible(value)) for key, value in data.items()]


def legible(value: Any) -> str:
    """One value in words."""
    if value is None or value in ("", [], {}):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        if set(value) == _CHANGE:
            return _arrow(value["from"], value["to"])
        return "; ".join(f"{data_label(key)}: {legible(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(legible(item) for item in value)
    return _time_or_text(value)


def legible_html(data: dict[str, Any]) -> SafeString:
    """The rows as a list for the admin's screen; every value escaped."""
    rows = legible_rows(data)
    if not rows:
        return format_html("<p>{}</p>", _("Nothing more was recorded."))
    return format_html("<ul>{}</ul>", format_html_join("", "<li><strong>{}</strong>: {}</li>", rows))


def _arrow(before: Any, after: Any) -> str:
    return f"{legible(before)}{ARROW}{legible(after)}"


def _time_or_text(value: Any) -> str:
    """A day or a moment that was stored as ISO text in the form people write; anything else as it is."""
    if not isinstance(value, str):
        return str(value)
    try:
        day = parse_date(value)
        moment = None if day else parse_datetime(value)
    except ValueError:  # of that shape, and no such day
        return value
    if day is not None:
        return date_format(day, "SHORT_DATE_FORMAT")
    if isinstance(moment, datetime.datetime):
        return date_format(localtime(moment) if is_aware(moment) else moment, "SHORT_DATETIME_FORMAT")
    return value
