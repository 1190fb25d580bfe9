"""A raw record becomes a typed one, or a list of reasons why not. Pure: no clock, no database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from procedures.importing import parts, values
from procedures.importing.cells import UnreadableCell
from procedures.importing.headings import FIELDS, REMARKS
from procedures.importing.problems import Problem, Weight
from procedures.importing.reading import RawRecord
from procedures.importing.sink import Sink
from procedures.record import ABSENT, ProcedureRecord


@dataclass(frozen=True, kw_only=True)
class JudgedRecord:
    """What a record says, with what was found in it. `record` is None for one that is refused."""

    place: int
    key: str
    name: str
    record: ProcedureRecord | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> list[Problem]:
        """What refuses it."""
        return [found for found in self.problems if found.weight is Weight.ERROR]


_READERS: dict[str, Callable[[Any, Sink], Any]] = {
    "name": values.line(2_000),
    "code": values.code,
    "code_local": values.line(60),
    "name_en": values.line(500),
    "description": values.text(5_000),
    "description_en": values.text(5_000),
    "field": values.line(255),
    "agency": values.line(255),
    "competent_authority": values.line(500),
    "delegated": values.line(500),
    "coordinating": values.lines(255),
    "kind": values.line(255),
    "popularity": values.popularity,
    "audiences": values.audiences,
    "aliases": values.lines(255),
    "aliases_en": values.lines(255),
    "keywords": values.lines(255),
    "life_events": values.life_events,
    "legal_basis": parts.legal_basis,
    "steps": parts.steps,
    "submissions": parts.submissions,
    "dossier": parts.dossier,
    "dossier_sets": values.emptied(values.whole_number),
    "conditions": values.text(20_000),
    "results": parts.results,
    "forms": parts.forms,
    "online_level": values.online_level,
    "partial_reason": values.text(2_000),
    "dvcqg_url": values.address,
    "contacts": parts.contacts,
    "receiving_addresses": values.lines(500),
    "related": values.keys,
    "decisions": parts.decisions,
    "changes": parts.changes,
    "status": values.status,
    "status_on": values.emptied(values.date),
    "verified_on": values.emptied(values.date),
    "is_sample": values.boolean,
}
# Columns of tables that say, flat, what a part of the record says in structure.
_FLAT = frozenset({"level", "levels", "time_limit", "fees", "decision_number"})


def judge_all(raw: Iterable[RawRecord]) -> list[JudgedRecord]:
    """Every record of a file, in its order; the second of two with one key is refused."""
    seen: dict[str, int] = {}
    judged = []
    for one in raw:
        found = judge(one)
        if found.key and found.key in seen:
            sink = Sink()
            sink.error("id", "twice", value=found.key, other=seen[found.key])
            found = JudgedRecord(
                place=found.place, key=found.key, name=found.name, record=None,
                problems=(*sink.problems, *found.problems),
            )  # fmt: skip
        elif found.key:
            seen[found.key] = one.place
        judged.append(found)
    return judged


def judge(raw: RawRecord) -> JudgedRecord:
    """One record. A field that is absent, null, an empty cell or "no information" says nothing about itself."""
    sink = Sink()
    if not isinstance(raw.values, dict):
        sink.error("", "not_a_record")
        return JudgedRecord(place=raw.place, key="", name="", record=None, problems=tuple(sink.problems))
    given = {str(name): value for name, value in raw.values.items() if value is not None}
    _refuse_unknown(given, sink)
    read = {name: _read(name, given[name], sink) for name in _READERS if name in given}
    is_known_by_code = "id" not in given and isinstance(read.get("code"), str) and bool(read["code"])
    key = values.key_of_code(read["code"]) if is_known_by_code else values.key(given.get("id"), sink)
    _read_flat(given, read, sink)
    said = {name: value for name, value in read.items() if value is not ABSENT}
    name = said.get("name", "")
    # Left out it stays as it is, like every field; what is new to the catalogue is refused when it is saved.
    is_told = any(found.field == "name" for found in sink.problems if found.weight is Weight.ERROR)
    if "name" in given and not name and not is_told:
        sink.error("name", "no_name")
    record = None if sink.has_errors else ProcedureRecord(id=key, **said)
    return JudgedRecord(place=raw.place, key=key, name=str(name), record=record, problems=tuple(sink.problems))


def _refuse_unknown(given: dict[str, Any], sink: Sink) -> None:
    known = {*_READERS, *_FLAT, *FIELDS, *REMARKS, "id"}
    for name in given:
        if name not in known:
            sink.error(name[:60], "unknown_field", value=name)


def _read(name: str, value: Any, sink: Sink) -> Any:
    sink.field = name
    if isinstance(value, UnreadableCell):
        sink.error(name, value.code, value=value.shown)
        return ABSENT
    return _READERS[name](value, sink)


def _read_flat(given: dict[str, Any], read: dict[str, Any], sink: Sink) -> None:
    """Levels under either name; a time limit, fees or the number of the decision in a column of their own."""
    for name in sorted(_FLAT & given.keys()):
        if isinstance(given[name], UnreadableCell):
            sink.error(name, given[name].code, value=given[name].shown)
            return
    sink.field = "level"
    if (levels := given.get("levels", given.get("level"))) is not None:
        read["levels"] = values.levels(levels, sink)
    if "submissions" not in given and ("time_limit" in given or "fees" in given):
        sink.field = "submissions"
        read["submissions"] = parts.flat_submission(given.get("time_limit"), given.get("fees"), sink)
    if "decisions" not in given and "decision_number" in given:
        sink.field = "decisions"
        read["decisions"] = parts.decision_numbers(given["decision_number"], sink)
