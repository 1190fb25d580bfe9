"""A plan as frozen values, built from what the schema has already found to be well-formed."""

import hashlib
import json
from dataclasses import asdict, dataclass, field

from cms.editorial.plan_file.content_spec import (
    BudgetSpec,
    FrequencySpec,
    LineSpec,
    ReportSpec,
    SectionSpec,
    TaskSpec,
    TotalSpec,
)
from cms.editorial.plan_file.organisation_spec import DecisionSpec, PostSpec, RecordSpec, SiteSpec, UnitSpec
from cms.editorial.plan_file.words import Data


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
