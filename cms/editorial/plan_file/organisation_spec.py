"""Whose plan it is: site, record, units, posts, decisions."""

import datetime
from dataclasses import dataclass

from cms.editorial.incomplete_date import IncompleteDate
from cms.editorial.plan_file.words import Data, Words, date_of


@dataclass(frozen=True, kw_only=True)
class SiteSpec:
    """The site the plan is for."""

    key: str
    hostname: str
    is_default: bool
    unit: str
    theme: str
    title: Words
    day_counting: str
    english_live_from: datetime.date | None

    @classmethod
    def of(cls, data: Data) -> "SiteSpec":
        """From the `site` of a file."""
        return cls(
            key=data["key"],
            hostname=data["hostname"],
            is_default=data.get("is_default", False),
            unit=data["unit"],
            theme=data.get("theme", "default"),
            title=Words.of(data["title"]),
            day_counting=data.get("day_counting", "calendar_days_roll"),
            english_live_from=date_of(data.get("english_live_from")),
        )


@dataclass(frozen=True, kw_only=True)
class RecordSpec:
    """The document the plan is (R151–R156)."""

    title: str
    number: str
    symbol: str
    place: str
    date: IncompleteDate | None
    issuer: str
    signer_position: str
    signing_mode: str
    is_signed: bool
    recipients: tuple[str, ...]
    legal_basis: tuple[Data, ...]
    annexes: tuple[Data, ...]

    @classmethod
    def of(cls, data: Data) -> "RecordSpec":
        """From the `record` of a file."""
        signer = data.get("signer") or {}
        return cls(
            title=data["title"],
            number=data.get("number") or "",
            symbol=data["symbol"],
            place=data["place"],
            date=IncompleteDate.parse(data["date"]) if data.get("date") else None,
            issuer=data["issuer"],
            signer_position=signer.get("position") or "",
            signing_mode=signer.get("mode") or "",
            is_signed=signer.get("signed", False),
            recipients=tuple(data.get("recipients", ())),
            legal_basis=tuple(data.get("legal_basis", ())),
            annexes=tuple(data.get("annexes", ())),
        )


@dataclass(frozen=True, kw_only=True)
class UnitSpec:
    """A unit of the agency, or an outside one that the plan names."""

    key: str
    kind: str
    parent: str | None
    name: Words
    short_name: str
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    legal_basis: str

    @classmethod
    def of(cls, data: Data) -> "UnitSpec":
        """From an item of `units`."""
        return cls(
            key=data["key"],
            kind=data["kind"],
            parent=data.get("parent"),
            name=Words.of(data["name"]),
            short_name=data.get("short_name") or "",
            valid_from=date_of(data.get("valid_from")),
            valid_to=date_of(data.get("valid_to")),
            legal_basis=data.get("legal_basis") or "",
        )


@dataclass(frozen=True, kw_only=True)
class PostSpec:
    """A post that somebody will hold; plans name posts, not persons."""

    key: str
    unit: str
    title: Words

    @classmethod
    def of(cls, data: Data) -> "PostSpec":
        """From an item of `posts`."""
        return cls(key=data["key"], unit=data["unit"], title=Words.of(data["title"]))


@dataclass(frozen=True, kw_only=True)
class DecisionSpec:
    """A decision that sets up a board (R001) or adopts a regulation (R002)."""

    key: str
    unit: str
    number: str
    date: datetime.date
    issuer: str
    title: str

    @classmethod
    def of(cls, data: Data) -> "DecisionSpec":
        """From an item of `boards` or `regulations`."""
        return cls(
            key=data["number"],
            unit=data["unit"],
            number=data["number"],
            date=datetime.date.fromisoformat(data["date"]),
            issuer=data["issuer"],
            title=data["title"],
        )
