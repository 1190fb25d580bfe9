"""What a record says of the fields of a page, and what a page says, in forms that can be written and compared."""

import json
from collections.abc import Callable
from typing import Any

from django.db import models
from wagtail.blocks import StreamValue

from cms.kernel.text import clean_line
from cms.pages.vocabulary import Term
from procedures import terms
from procedures.errors import UnknownTerm
from procedures.keeping import with_what_editors_said, without_what_only_editors_say
from procedures.life_events import LifeEvent
from procedures.models import ProcedurePage
from procedures.record import ProcedureRecord
from procedures.record_values import (
    LINES,
    RENAMED,
    STREAMS,
    descriptions_of,
    lines_text,
    names_of,
    plain_stream,
    stream_json,
    text_of,
)

# Field of a record → the closed list its value or values come from.
_CHOICES: dict[str, type[models.TextChoices]] = {
    "levels": terms.Level,
    "audiences": terms.Audience,
    "life_events": LifeEvent,
    "online_level": terms.OnlineLevel,
    "status": terms.Status,
}
_STREAM_FIELDS = frozenset(RENAMED.get(name, name) for name in STREAMS)
_TERMS = frozenset({"field", "agency"})
_ONE_LINE = frozenset({"code", "code_local", "name_en", "competent_authority", "delegated", "kind", "dvcqg_url"})
# Fields of a page that a record fills under another name, or with two.
_WRITTEN_AS = {"name": ("title", "official_name"), "description": ("summary", "description")}


def page_values(record: ProcedureRecord, *, term: Callable[[str, str], Any]) -> dict[str, Any]:
    """The fields of a page that a record gives, as they are stored; `term` gives the field or agency of a label.

    Raise UnknownTerm for a value that no closed list has.
    """
    values: dict[str, Any] = {}
    for name, given in record.given().items():
        if name == "name":
            values |= names_of(given)
        elif name == "description":
            values |= descriptions_of(given)
        elif name in _TERMS:
            values[name] = term(name, given)
        elif name in _CHOICES:
            values[name] = _chosen(name, given)
        elif name in STREAMS:
            values[RENAMED.get(name, name)] = stream_json(name, given, seed=record.id)
        elif name in LINES:
            values[RENAMED.get(name, name)] = lines_text(given)
        elif isinstance(given, str):
            values[name] = clean_line(given) if name in _ONE_LINE else text_of(given)
        else:
            values[name] = given
    return values


def facts_of_record(record: ProcedureRecord, *, onto: ProcedurePage | None = None) -> dict[str, Any]:
    """The same as plain facts, without a query: streams without the ids of their blocks, terms by their labels.

    `onto` is the page that would be changed: what the record leaves to its editors is said by it.
    """
    values = page_values(record, term=lambda _name, label: clean_line(label))
    for name in _STREAM_FIELDS & set(values):
        blocks = json.loads(values[name])
        present = list(getattr(onto, name).raw_data) if onto is not None else []
        values[name] = with_what_editors_said(name, blocks, present)
    return {name: _fact(name, value) for name, value in sorted(values.items())}


def facts_of_page(page: ProcedurePage) -> dict[str, Any]:
    """Everything that a record may say, as the page says it. Fetch it with its field and agency."""
    names = [name for field in ProcedureRecord.__dataclass_fields__ for name in _names(field)]
    return {name: _fact(name, getattr(page, name)) for name in sorted(names)}


def _names(field: str) -> tuple[str, ...]:
    if field == "id":
        return ()
    return _WRITTEN_AS.get(field) or (RENAMED.get(field, field),)


def _fact(name: str, value: Any) -> Any:
    if isinstance(value, Term):
        return value.label("vi")
    if isinstance(value, StreamValue):
        value = list(value.raw_data)
    return plain_stream(without_what_only_editors_say(name, value) if name in _STREAM_FIELDS else value)


def _chosen(name: str, given: Any) -> Any:
    choices = _CHOICES[name]
    if isinstance(given, str):
        if given and given not in choices.values:
            _refuse(name, given)
        return given
    for value in given:
        if value not in choices.values:
            _refuse(name, value)
    return [value for value in choices.values if value in given]


def _refuse(name: str, value: str) -> None:
    choices = _CHOICES[name]
    label = ProcedurePage._meta.get_field(name).verbose_name
    raise UnknownTerm(value=value, field=label, options=", ".join(choices.values))
