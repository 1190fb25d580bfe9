"""How the public catalogue differs from a newer file, and on which side it changed. Pure: values in, values out."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Facts = Mapping[str, Any]


class Origin(StrEnum):
    """Where a field changed since the record was imported last."""

    HERE = "here"
    THERE = "there"
    BOTH = "both"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class DriftLine:
    """A procedure that differs. fields: name → where it changed. A fingerprint is empty for the side that lacks it."""

    key: str
    code: str
    name: str
    fields: Mapping[str, Origin]
    fingerprint_here: str
    fingerprint_there: str

    @property
    def is_only_here(self) -> bool:
        """Public, and not in the file."""
        return not self.fingerprint_there

    @property
    def is_only_there(self) -> bool:
        """In the file, and not public."""
        return not self.fingerprint_here


@dataclass(frozen=True, kw_only=True)
class Drift:
    """What differs, by key, and how many procedures say the same. unread: keys (or rows) an import would refuse."""

    lines: tuple[DriftLine, ...]
    same: int
    unread: tuple[str, ...] = ()

    @property
    def different(self) -> tuple[DriftLine, ...]:
        """Known to both, saying something else."""
        return tuple(line for line in self.lines if line.fields)

    @property
    def only_here(self) -> tuple[DriftLine, ...]:
        """Public, and not in the file."""
        return tuple(line for line in self.lines if line.is_only_here)

    @property
    def only_there(self) -> tuple[DriftLine, ...]:
        """In the file, and not public."""
        return tuple(line for line in self.lines if line.is_only_there)


def fingerprint(facts: Facts) -> str:
    """SHA-256, in hexadecimal, of what a procedure says, whatever the order of its fields."""
    canonical = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def compared(here: Facts, there: Facts) -> tuple[str, str]:
    """The fingerprints of both sides over the fields that the record gives: equal means nothing differs."""
    return fingerprint({name: here.get(name) for name in there}), fingerprint(there)


def drift(here: Mapping[str, Facts], there: Mapping[str, Facts], *, imported: Mapping[str, Facts]) -> Drift:
    """By key: what is public, the records of the file, and what was imported last of those that differ.

    A field that the file leaves out is not compared. One that neither side has changed since the last import cannot
    differ; of one that was never imported nobody knows who changed it.
    """
    lines, same = [], 0
    for key in sorted({*here, *there}):
        if key not in there:
            lines.append(_line(key, here[key], {}, fingerprint(here[key]), ""))
        elif key not in here:
            lines.append(_line(key, there[key], {}, "", fingerprint(there[key])))
        else:
            mine, theirs = compared(here[key], there[key])
            if mine == theirs:
                same += 1
                continue
            fields = _fields(here[key], there[key], imported.get(key, {}))
            lines.append(_line(key, here[key], fields, mine, theirs))
    return Drift(lines=tuple(lines), same=same)


def _line(key: str, facts: Facts, fields: Mapping[str, Origin], mine: str, theirs: str) -> DriftLine:
    name = facts.get("official_name") or facts.get("title") or ""
    return DriftLine(
        key=key, code=str(facts.get("code") or ""), name=str(name), fields=fields,
        fingerprint_here=mine, fingerprint_there=theirs,
    )  # fmt: skip


def _fields(here: Facts, there: Facts, imported: Facts) -> dict[str, Origin]:
    names = sorted(name for name, value in there.items() if here.get(name) != value)
    return {name: _origin(name, here, there, imported) for name in names}


def _origin(name: str, here: Facts, there: Facts, imported: Facts) -> Origin:
    if name not in imported:
        return Origin.UNKNOWN
    is_mine, is_theirs = here.get(name) != imported[name], there[name] != imported[name]
    if is_mine and is_theirs:
        return Origin.BOTH
    return Origin.HERE if is_mine else Origin.THERE
