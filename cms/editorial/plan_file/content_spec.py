"""What the plan asks: sections, lines, tasks, frequency, budget, reports, totals."""

from dataclasses import dataclass

from cms.editorial.plan_file.words import Data, Party, Words


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
    english: str | None = None  # None: the file says nothing, and what was set on the screen stays

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
            english=data.get("english"),
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
