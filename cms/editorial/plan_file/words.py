"""The small values that every part of a plan is made of."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Data = Mapping[str, Any]


def date_of(value: str | None) -> datetime.date | None:
    """A written date; None of nothing."""
    return datetime.date.fromisoformat(value) if value else None


@dataclass(frozen=True, kw_only=True)
class Words:
    """A text in both languages; English may be missing."""

    vi: str
    en: str = ""

    @classmethod
    def of(cls, data: Data | str | None) -> "Words":
        """From `{vi, en}`, a plain Vietnamese text, or nothing."""
        if data is None:
            return cls(vi="")
        if isinstance(data, str):
            return cls(vi=data)
        return cls(vi=data["vi"], en=data.get("en") or "")


@dataclass(frozen=True, kw_only=True)
class Party:
    """Who does something: a unit by key, or a selector evaluated at a date; never both."""

    unit: str | None = None
    selector: str | None = None

    @classmethod
    def of(cls, data: Data | None) -> "Party":
        """From `{unit: key}` or `{selector: name}`; empty from nothing."""
        return cls(unit=data.get("unit"), selector=data.get("selector")) if data else cls()
