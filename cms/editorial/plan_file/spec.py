"""A plan as frozen values, built from what the schema has already found to be well-formed."""

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from cms.editorial.incomplete_date import IncompleteDate

Data = Mapping[str, Any]


def _date(value: str | None) -> datetime.date | None:
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
            english_live_from=_date(data.get("english_live_from")),
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
            valid_from=_date(data.get("valid_from")),
            valid_to=_date(data.get("valid_to")),
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


@dataclass(frozen=True, kw_only=True)
class SectionSpec:
    """A section with both titles."""

    key: str
    number: str
    title: Words
    scope: Words
    kind: str
    parent: str | None
    image_required: bool
    max_age_days: int | None

    @classmethod
    def of(cls, data: Data) -> "SectionSpec":
        """From an item of `sections`."""
        return cls(
            key=data["key"],
            number=data["number"],
            title=Words.of(data["title"]),
            scope=Words.of(data.get("scope")),
            kind=data["kind"],
            parent=data.get("parent"),
            image_required=data.get("image_required", False),
            max_age_days=data.get("max_age_days"),
        )


@dataclass(frozen=True, kw_only=True)
class LineSpec:
    """A line of the appendix: quota, deadline, suppliers, responsible editor."""

    key: str
    section: str | None
    locale: str
    content: Words
    minimum: int | None
    maximum: int | None
    unit_of_count: str
    quantity_text: str
    sla_mode: str
    sla_days: int | None
    trigger: str
    sla_text: str
    suppliers: tuple[Party, ...]
    supplier_text: str
    external_sources: tuple[str, ...]
    responsible_role: str
    responsible_unit: str | None
    responsible_post: str | None
    responsible_text: str

    @classmethod
    def of(cls, data: Data) -> "LineSpec":
        """From an item of `lines`."""
        quota, sla, responsible = data["quota"], data.get("sla") or {}, data.get("responsible") or {}
        return cls(
            key=data["row"],
            section=data.get("section"),
            locale=data.get("locale", "vi"),
            content=Words.of(data.get("content")),
            minimum=quota.get("min"),
            maximum=quota.get("max"),
            unit_of_count=quota["unit"],
            quantity_text=quota.get("text") or "",
            sla_mode=sla.get("mode", "none"),
            sla_days=sla.get("days"),
            trigger=sla.get("trigger") or "",
            sla_text=sla.get("text") or "",
            suppliers=tuple(Party.of(supplier) for supplier in data.get("suppliers", ())),
            supplier_text=data.get("supplier_text") or "",
            external_sources=tuple(data.get("external_sources", ())),
            responsible_role=responsible.get("role") or "",
            responsible_unit=responsible.get("unit"),
            responsible_post=responsible.get("post"),
            responsible_text=responsible.get("text") or "",
        )


@dataclass(frozen=True, kw_only=True)
class TaskSpec:
    """A key task; the key is its number as text, so that it compares like every other row."""

    key: str
    number: int
    text: Words
    quarters: tuple[int, ...]
    by: Party

    @classmethod
    def of(cls, data: Data) -> "TaskSpec":
        """From an item of `tasks`; quarters are written Q1…Q4."""
        return cls(
            key=str(data["number"]),
            number=data["number"],
            text=Words.of(data["text"]),
            quarters=tuple(int(quarter[1]) for quarter in data["quarters"]),
            by=Party.of(data["by"]),
        )


@dataclass(frozen=True, kw_only=True)
class FrequencySpec:
    """How often the site is updated in a period."""

    period: str
    minimum: int | None
    maximum: int | None
    text: str
    by: Party

    @classmethod
    def of(cls, data: Data) -> "FrequencySpec":
        """From the `frequency` of a file."""
        return cls(
            period=data["period"],
            minimum=data.get("min"),
            maximum=data.get("max"),
            text=data["text"],
            by=Party.of(data.get("by")),
        )


@dataclass(frozen=True, kw_only=True)
class BudgetLineSpec:
    """Quantity × rate = amount, whole VND."""

    key: str
    label: Words
    quantity: int
    unit: str
    rate_vnd: int
    amount_vnd: int

    @classmethod
    def of(cls, data: Data) -> "BudgetLineSpec":
        """From an item of `budget.lines`."""
        return cls(
            key=data["key"],
            label=Words.of(data["label"]),
            quantity=data["quantity"],
            unit=data["unit"],
            rate_vnd=data["rate_vnd"],
            amount_vnd=data["amount_vnd"],
        )


@dataclass(frozen=True, kw_only=True)
class BudgetSpec:
    """The budget with its sum."""

    funding: str
    period: str
    purpose: str
    lines: tuple[BudgetLineSpec, ...]
    total_vnd: int

    @classmethod
    def of(cls, data: Data) -> "BudgetSpec":
        """From the `budget` of a file."""
        return cls(
            funding=data["funding"],
            period=data["period"],
            purpose=data.get("purpose") or "",
            lines=tuple(BudgetLineSpec.of(line) for line in data["lines"]),
            total_vnd=data["total_vnd"],
        )


@dataclass(frozen=True, kw_only=True)
class ReportSpec:
    """A report of the report calendar."""

    key: str
    every: str
    day_of_month: int | None
    content: tuple[str, ...]
    owner: str
    receiver: str | None

    @classmethod
    def of(cls, data: Data) -> "ReportSpec":
        """From an item of `report_calendar`."""
        return cls(
            key=data["name"],
            every=data["every"],
            day_of_month=data.get("day"),
            content=tuple(data.get("content", ())),
            owner=data["owner"],
            receiver=data.get("receiver"),
        )


@dataclass(frozen=True, kw_only=True)
class TotalSpec:
    """The quantity of a whole year, where the plan sets one (R108)."""

    minimum: int | None = None
    maximum: int | None = None
    text: str = ""

    @classmethod
    def of(cls, data: Data | None) -> "TotalSpec":
        """From the `total` of a file; empty from nothing."""
        if not data:
            return cls()
        return cls(minimum=data.get("min"), maximum=data.get("max"), text=data.get("text") or "")


@dataclass(frozen=True, kw_only=True)
class PlanFile:
    """A whole plan. `source_year` is the year of the file; `year` the one it is loaded for."""

    site: SiteSpec
    year: int
    source_year: int
    kind: str
    record: RecordSpec
    theme: str
    units: tuple[UnitSpec, ...]
    posts: tuple[PostSpec, ...]
    boards: tuple[DecisionSpec, ...]
    regulations: tuple[DecisionSpec, ...]
    sections: tuple[SectionSpec, ...]
    lines: tuple[LineSpec, ...]
    tasks: tuple[TaskSpec, ...]
    total: TotalSpec
    frequency: FrequencySpec | None
    budget: BudgetSpec | None
    reports: tuple[ReportSpec, ...]
    provisions: Data = field(default_factory=dict)

    @classmethod
    def of(cls, data: Data) -> "PlanFile":
        """From a whole file that the schema accepts."""
        return cls(
            site=SiteSpec.of(data["site"]),
            year=data["year"],
            source_year=data["year"],
            kind=data["kind"],
            record=RecordSpec.of(data["record"]),
            theme=data.get("theme") or "",
            units=tuple(UnitSpec.of(item) for item in data["units"]),
            posts=tuple(PostSpec.of(item) for item in data.get("posts", ())),
            boards=tuple(DecisionSpec.of(item) for item in data.get("boards", ())),
            regulations=tuple(DecisionSpec.of(item) for item in data.get("regulations", ())),
            sections=tuple(SectionSpec.of(item) for item in data["sections"]),
            lines=tuple(LineSpec.of(item) for item in data["lines"]),
            tasks=tuple(TaskSpec.of(item) for item in data.get("tasks", ())),
            total=TotalSpec.of(data.get("total")),
            frequency=FrequencySpec.of(data["frequency"]) if data.get("frequency") else None,
            budget=BudgetSpec.of(data["budget"]) if data.get("budget") else None,
            reports=tuple(ReportSpec.of(item) for item in data.get("report_calendar", ())),
            provisions=data.get("provisions", {}),
        )

    @property
    def digest(self) -> str:
        """A hash of what the plan says; comments, order of keys and layout do not change it."""
        text = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()
