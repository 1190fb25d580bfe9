"""Readers of the parts of a record that have a structure: lists of objects in JSON, lines of text in a cell.

In a cell each line is one entry and “|” stands between its values, in the order the docs give.
"""

import json
from collections.abc import Callable
from typing import Any

from procedures.importing import dossiers, limits, money, times, values, vocabulary
from procedures.importing.sink import Sink
from procedures.record import (
    ABSENT,
    Change,
    Contact,
    Form,
    LegalBasis,
    PublicationDecision,
    Result,
    Step,
    Submission,
)
from procedures.terms import Channel, DecisionAction, Validity, term_key

dossier = dossiers.dossier


def rows(value: Any, sink: Sink, *, names: tuple[str, ...], main: str) -> Any:
    """The entries of a part as dicts; a bare text is the `main` value of its entry. ABSENT where nothing is said."""
    if isinstance(value, str):
        value = _from_cell(value, names)
    if not isinstance(value, list):
        sink.found("not_list")
        return ABSENT
    if len(value) > limits.MAX_ITEMS:
        sink.found("too_many", limit=limits.MAX_ITEMS)
        return ABSENT
    read, empty = [], 0
    for entry in value:
        row = {main: entry} if isinstance(entry, str | int | float) else entry
        if not isinstance(row, dict):
            sink.found("not_a_record")
            return ABSENT
        unknown = next((name for name in row if name not in names), None)
        if unknown is not None:
            sink.found("unknown_field", value=str(unknown))
            return ABSENT
        said = {name: given for name, given in row.items() if given is not None}
        if _is_empty(said.get(main)) and not any(said.get(other) for other in names if other != main):
            empty += 1
            continue
        read.append(said)
    if empty:
        sink.found("empty_items", count=empty)
    return ABSENT if value and not read else read


def _from_cell(text: str, names: tuple[str, ...]) -> Any:
    stripped = text.strip()
    if stripped[:1] == "[":
        try:
            return json.loads(stripped)
        except (ValueError, RecursionError):
            return None
    lines = (line.strip() for line in stripped.splitlines())
    return [
        {name: cell.strip() or None for name, cell in zip(names, line.split("|", len(names) - 1), strict=False)}
        for line in lines
        if line
    ]


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and vocabulary.is_nothing(value))


def _text(row: dict[str, Any], name: str, sink: Sink, limit: int) -> str:
    """One value of an entry; the empty text where it says nothing."""
    if name not in row or _is_empty(row[name]):
        return ""
    found = values.plain_text(row[name], sink, limit=limit)
    return found if isinstance(found, str) else ""


def _part(names: tuple[str, ...], main: str, make: Callable[[dict[str, Any], Sink], Any]) -> Callable[[Any, Sink], Any]:
    def read(value: Any, sink: Sink) -> Any:
        found = rows(value, sink, names=names, main=main)
        if found is ABSENT:
            return ABSENT
        return tuple(made for row in found if (made := make(row, sink)) is not None)

    return read


def _step(row: dict[str, Any], sink: Sink) -> Any:
    return Step(text=_text(row, "text", sink, 5_000), actor=_text(row, "actor", sink, 255))


def _result(row: dict[str, Any], sink: Sink) -> Any:
    return Result(name=_text(row, "name", sink, 1_000))


def _form(row: dict[str, Any], sink: Sink) -> Any:
    name, code = _text(row, "name", sink, 500), _text(row, "code", sink, 60)
    file = _text(row, "file", sink, 255)
    return Form(name=name or code or file, code=code, file=file)


def _contact(row: dict[str, Any], sink: Sink) -> Any:
    return Contact(
        name=_text(row, "name", sink, 255),
        address=_text(row, "address", sink, 500),
        phone=_text(row, "phone", sink, 60),
        hours=_text(row, "hours", sink, 500),
    )


def _basis(row: dict[str, Any], sink: Sink) -> Any:
    url = values.address(row["url"], sink) if not _is_empty(row.get("url")) else ""
    return LegalBasis(
        number=_text(row, "number", sink, 120),
        title=_text(row, "title", sink, 1_000),
        issuer=_text(row, "issuer", sink, 255),
        issued_on=_day(row, "issued_on", sink),
        validity=_known(row, "validity", Validity, sink),
        url=url if isinstance(url, str) else "",
    )


def _decision(row: dict[str, Any], sink: Sink) -> Any:
    url = values.address(row["url"], sink) if not _is_empty(row.get("url")) else ""
    shortened = values.boolean(row["is_shortened"], sink) if not _is_empty(row.get("is_shortened")) else False
    return PublicationDecision(
        number=_text(row, "number", sink, 120),
        action=_known(row, "action", DecisionAction, sink) or DecisionAction.NEW.value,
        issuer=_text(row, "issuer", sink, 255),
        signed_on=_day(row, "signed_on", sink),
        effective_on=_day(row, "effective_on", sink),
        is_shortened=shortened is True,
        url=url if isinstance(url, str) else "",
    )


def _change(row: dict[str, Any], sink: Sink) -> Any:
    day, text = _day(row, "changed_on", sink), _text(row, "text", sink, 2_000)
    if day is None:
        sink.found("not_date", value=str(row.get("changed_on", "")))
        return None
    return Change(changed_on=day, text=text)


def _day(row: dict[str, Any], name: str, sink: Sink) -> Any:
    if _is_empty(row.get(name)):
        return None
    found = values.date(row[name], sink)
    return None if found is ABSENT else found


def _known(row: dict[str, Any], name: str, terms: Any, sink: Sink) -> str:
    said = _text(row, name, sink, 255)
    if not said:
        return ""
    known = term_key(terms, said)
    if known is None:
        sink.found("unknown_choice", value=said, choices=", ".join(str(label) for label in terms.labels))
        return ""
    return known


def _submission(row: dict[str, Any], sink: Sink) -> Any:
    channel = _channel(row, sink)
    if channel is None:
        return None
    limit = _limit(row, sink)
    return Submission(
        channel=channel,
        time_value=limit.value,
        time_unit=limit.unit,
        time_text=limit.text[:500],
        fees=money.fees(row.get("fees"), sink),
        text=_text(row, "text", sink, 3_000),
    )


def _channel(row: dict[str, Any], sink: Sink) -> str | None:
    said = _text(row, "channel", sink, 255)
    known = term_key(Channel, said) or vocabulary.choice_of(said, vocabulary.CHANNELS)
    if known is None:
        sink.found("unknown_choice", value=said, choices=", ".join(str(label) for label in Channel.labels))
    return known


def _limit(row: dict[str, Any], sink: Sink) -> times.TimeLimit:
    """The time limit of its three values; what is no number and unit is kept as words."""
    words = _text(row, "time_text", sink, 500)
    value = row.get("time_value")
    if _is_empty(value):
        return _of_words(words, sink)
    unit = "" if _is_empty(row.get("time_unit")) else str(row["time_unit"])
    number, known = times.number_of(str(value)), times.unit_of(unit)
    if number is not None and known is not None:
        return times.TimeLimit(value=number, unit=known, text=words)
    found = _of_words(f"{value} {unit}".strip(), sink)
    if found.value is None and words:
        return times.TimeLimit(value=None, unit="", text=words)
    return times.TimeLimit(value=found.value, unit=found.unit, text=words or found.text)


def _of_words(words: str, sink: Sink) -> times.TimeLimit:
    if not words:
        return times.TimeLimit(value=None, unit="", text="")
    found = times.time_limit(words)
    if found.value is None:
        sink.found("time_text", value=words)
    return found


def flat_submission(time: Any, fees: Any, sink: Sink) -> Any:
    """A table with one column for the time limit and one for fees: they are those of applying in person."""
    time_text = "" if _is_empty(time) else str(time)
    if not time_text and _is_empty(fees):
        return ABSENT
    return submissions([{"channel": "direct", "time_text": time_text or None, "fees": fees}], sink)


def decision_numbers(value: Any, sink: Sink) -> Any:
    """Only the numbers of the decisions."""
    found = values.several(value, sink, limit=120)
    return found if found is ABSENT else tuple(PublicationDecision(number=number) for number in found)


steps = _part(("text", "actor"), "text", _step)
results = _part(("name",), "name", _result)
forms = _part(("code", "name", "file"), "name", _form)
contacts = _part(("name", "address", "phone", "hours"), "name", _contact)
submissions = _part(("channel", "time_text", "fees", "text", "time_value", "time_unit"), "channel", _submission)
decisions = _part(
    ("number", "action", "signed_on", "effective_on", "issuer", "is_shortened", "url"), "number", _decision
)
changes = _part(("changed_on", "text"), "text", _change)
_bases = _part(("number", "title", "issuer", "issued_on", "url", "validity"), "number", _basis)


def legal_basis(value: Any, sink: Sink) -> Any:
    """Documents: objects, or only their numbers, with a line or a semicolon for each."""
    if isinstance(value, str) and "|" not in value and value.strip()[:1] != "[":
        value = [entry.strip() for entry in value.replace(";", "\n").splitlines() if entry.strip()]
    return _bases(value, sink)
