"""A procedure as an import gives it: typed, and able to say that it says nothing about a field.

Absent is not empty: a bare record that knows only names leaves aliases, steps and everything else as
they are, and one that gives an empty list empties it.
"""

import datetime
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import Enum
from typing import Any, Final, Literal, TypeAlias, TypeVar


class Absence(Enum):
    """The type of ABSENT."""

    ABSENT = "absent"

    def __bool__(self) -> Literal[False]:
        return False


ABSENT: Final = Absence.ABSENT
T = TypeVar("T")
Maybe: TypeAlias = T | Absence


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A step of the handling."""

    text: str
    actor: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fee:
    """A fee; kind is a FeeKind, amount in đồng (0: free; None: not a fixed sum)."""

    kind: str = "fee"
    amount_vnd: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Submission:
    """A way of applying; channel is a Channel, time_unit a TimeUnit or empty."""

    channel: str
    time_value: Decimal | None = None
    time_unit: str = ""
    time_text: str = ""
    fees: tuple[Fee, ...] = ()
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierItem:
    """A line of a dossier; type is an ItemType."""

    name: str
    type: str = "paper"
    originals: int | None = None
    copies: int | None = None
    form_code: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierCase:
    """The papers of one case."""

    items: tuple[DossierItem, ...]
    title: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What the applicant receives."""

    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A form; file is the name of its file in the import."""

    name: str
    code: str = ""
    file: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LegalBasis:
    """A document on which it rests; validity is a Validity or empty."""

    number: str = ""
    title: str = ""
    issuer: str = ""
    issued_on: datetime.date | None = None
    validity: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicationDecision:
    """A decision that publishes, amends or repeals it; action is a DecisionAction."""

    number: str
    action: str = "new"
    issuer: str = ""
    signed_on: datetime.date | None = None
    effective_on: datetime.date | None = None
    is_shortened: bool = False
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What changed, in words for the public."""

    changed_on: datetime.date
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """Where to go or call."""

    name: str
    address: str = ""
    phone: str = ""
    hours: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcedureRecord:
    """One record of an import file, parsed and checked: closed lists by their keys (`procedures.terms`).

    `id` is the stable key and always there; of everything else ABSENT means "says nothing". `field` and
    `agency` are labels in Vietnamese; `related` are ids of other records.
    """

    id: str
    name: Maybe[str] = ABSENT
    code: Maybe[str] = ABSENT
    code_local: Maybe[str] = ABSENT
    name_en: Maybe[str] = ABSENT
    description: Maybe[str] = ABSENT
    description_en: Maybe[str] = ABSENT
    field: Maybe[str] = ABSENT
    levels: Maybe[tuple[str, ...]] = ABSENT
    agency: Maybe[str] = ABSENT
    competent_authority: Maybe[str] = ABSENT
    delegated: Maybe[str] = ABSENT
    coordinating: Maybe[tuple[str, ...]] = ABSENT
    kind: Maybe[str] = ABSENT
    popularity: Maybe[int] = ABSENT
    audiences: Maybe[tuple[str, ...]] = ABSENT
    aliases: Maybe[tuple[str, ...]] = ABSENT
    aliases_en: Maybe[tuple[str, ...]] = ABSENT
    keywords: Maybe[tuple[str, ...]] = ABSENT
    life_events: Maybe[tuple[str, ...]] = ABSENT
    legal_basis: Maybe[tuple[LegalBasis, ...]] = ABSENT
    steps: Maybe[tuple[Step, ...]] = ABSENT
    submissions: Maybe[tuple[Submission, ...]] = ABSENT
    dossier: Maybe[tuple[DossierCase, ...]] = ABSENT
    dossier_sets: Maybe[int | None] = ABSENT
    conditions: Maybe[str] = ABSENT
    results: Maybe[tuple[Result, ...]] = ABSENT
    forms: Maybe[tuple[Form, ...]] = ABSENT
    online_level: Maybe[str] = ABSENT
    partial_reason: Maybe[str] = ABSENT
    dvcqg_url: Maybe[str] = ABSENT
    contacts: Maybe[tuple[Contact, ...]] = ABSENT
    receiving_addresses: Maybe[tuple[str, ...]] = ABSENT
    related: Maybe[tuple[str, ...]] = ABSENT
    decisions: Maybe[tuple[PublicationDecision, ...]] = ABSENT
    changes: Maybe[tuple[Change, ...]] = ABSENT
    status: Maybe[str] = ABSENT
    status_on: Maybe[datetime.date | None] = ABSENT
    verified_on: Maybe[datetime.date | None] = ABSENT
    is_sample: Maybe[bool] = ABSENT

    def given(self) -> dict[str, Any]:
        """The fields the record says something about, without its id."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if name != "id" and value is not ABSENT}
