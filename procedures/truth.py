"""What is measured of a catalogue: completeness, freshness, share online. Pure: values in, values out."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class CatalogueEntry:
    """A procedure as measures see it. `missing`: parts of NĐ 63/2010 Đ8.2 that it does not say, as letters a to g."""

    page_id: int
    key: str
    code: str
    name: str
    is_live: bool
    is_current: bool
    online_level: str
    verified_on: datetime.date | None
    missing: tuple[str, ...] = ()


class Standing(StrEnum):
    """How an entry stands against the official list."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    NOT_PUBLIC = "not_public"
    MISSING = "missing"
    EXTRA = "extra"
    WITHOUT_CODE = "without_code"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the report of completeness."""

    standing: Standing
    code: str
    name: str
    entry: CatalogueEntry | None = None


@dataclass(frozen=True, kw_only=True)
class Completeness:
    """The catalogue against the list. `is_measured` False: no list was imported, only parts are judged."""

    lines: tuple[Line, ...]
    official: int
    is_measured: bool

    def count(self, standing: Standing) -> int:
        """How many lines stand so."""
        return sum(line.standing is standing for line in self.lines)

    @property
    def share(self) -> float | None:
        """Complete and public of the official list, 0 to 1 (QĐ 766, 1.3; R043); None without a list."""
        return self.count(Standing.COMPLETE) / self.official if self.is_measured and self.official else None


def completeness(entries: Iterable[CatalogueEntry], official: Mapping[str, str] | None) -> Completeness:
    """Every code of the list, and every procedure of the catalogue that the list does not have.

    Repealed and expired procedures are in the archive, not in the catalogue; one that the list still names is missing.
    """
    current = [entry for entry in entries if entry.is_current]
    by_code: dict[str, CatalogueEntry] = {}
    for entry in current:
        if entry.code and (entry.code not in by_code or entry.is_live):
            by_code[entry.code] = entry
    lines = [_line(code, name, by_code.get(code)) for code, name in sorted((official or {}).items())]
    for entry in sorted(current, key=lambda one: (one.code, one.key)):
        if official is None:
            lines.append(_line(entry.code, entry.name, entry))
        elif not entry.code:
            lines.append(Line(standing=Standing.WITHOUT_CODE, code="", name=entry.name, entry=entry))
        elif entry.code not in official:
            lines.append(Line(standing=Standing.EXTRA, code=entry.code, name=entry.name, entry=entry))
    return Completeness(lines=tuple(lines), official=len(official or {}), is_measured=official is not None)


def _line(code: str, name: str, entry: CatalogueEntry | None) -> Line:
    if entry is None:
        return Line(standing=Standing.MISSING, code=code, name=name)
    standing = Standing.COMPLETE
    if not entry.is_live:
        standing = Standing.NOT_PUBLIC
    elif entry.missing:
        standing = Standing.INCOMPLETE
    return Line(standing=standing, code=code, name=name or entry.name, entry=entry)


class Freshness(StrEnum):
    """Whether somebody compared an entry with the official record lately."""

    VERIFIED = "verified"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    NEVER = "never"


def verified_until(verified_on: datetime.date, *, valid_days: int) -> datetime.date:
    """The last day on which a tick holds."""
    return verified_on + min(datetime.timedelta(days=valid_days), datetime.date.max - verified_on)


def freshness(verified_on: datetime.date | None, *, on: datetime.date, valid_days: int, warn_days: int) -> Freshness:
    """A tick lasts `valid_days`; in its last `warn_days` it is expiring. A date to come counts as never."""
    if verified_on is None or verified_on > on:
        return Freshness.NEVER
    left = (verified_until(verified_on, valid_days=valid_days) - on).days
    if left < 0:
        return Freshness.EXPIRED
    return Freshness.EXPIRING if left <= warn_days else Freshness.VERIFIED


@dataclass(frozen=True, kw_only=True)
class OnlineShare:
    """How many public procedures in force can be done online. `untold`: nobody said, which counts as not online."""

    full: int
    partial: int
    none: int
    untold: int

    @property
    def total(self) -> int:
        """All public procedures in force."""
        return self.full + self.partial + self.none + self.untold

    @property
    def online(self) -> int:
        """Entirely or partly online: what the plan calls levels 3 and 4 (R042)."""
        return self.full + self.partial

    @property
    def share(self) -> float | None:
        """Online of all, 0 to 1; None for an empty catalogue."""
        return self.online / self.total if self.total else None

    @property
    def full_share(self) -> float | None:
        """Entirely online of all, 0 to 1; None for an empty catalogue."""
        return self.full / self.total if self.total else None


def online_share(entries: Iterable[CatalogueEntry]) -> OnlineShare:
    """Of what the public can read and use today."""
    counted = [entry.online_level for entry in entries if entry.is_live and entry.is_current]
    known = {level: counted.count(level) for level in ("full", "partial", "none")}
    return OnlineShare(**known, untold=len(counted) - sum(known.values()))
