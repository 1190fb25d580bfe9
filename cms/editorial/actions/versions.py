"""A version of a plan: its record, lines, tasks, frequency, budget and reports, written once and never changed."""

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cms.audit.actions import record
from cms.departments.models import OrgUnit, Post
from cms.editorial.models import (
    AnnualPlan,
    BudgetLine,
    Frequency,
    PlanLine,
    PlanLineSupplier,
    PlanTask,
    PlanVersion,
    ReportDuty,
    Section,
)
from cms.editorial.plan_file import PlanFile
from cms.editorial.plan_file.content_spec import LineSpec
from cms.editorial.plan_file.words import Party
from cms.subsites.models import Subsite

if TYPE_CHECKING:
    from cms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class References:
    """The rows that a plan's keys stand for."""

    units: Mapping[str, OrgUnit]
    posts: Mapping[str, Post]
    sections: Mapping[str, Section]

    def unit(self, key: str | None) -> OrgUnit | None:
        """The unit of a key; None of None. Raise KeyError for an unknown key."""
        return self.units[key] if key else None

    def party(self, party: Party) -> dict[str, Any]:
        """The columns of a party."""
        return {"unit": self.unit(party.unit), "selector": party.selector or ""}


@transaction.atomic
def record_version(
    *,
    subsite: Subsite,
    plan: PlanFile,
    source: str,
    references: References,
    reason: str,
    effective_on: datetime.date,
    by: "User | None",
    at: datetime.datetime,
) -> PlanVersion:
    """Write the next version of the plan of a site and year (R012, R014), with everything it says."""
    annual, _created = AnnualPlan.objects.get_or_create(subsite=subsite, year=plan.year, kind=plan.kind)
    number = annual.versions.count() + 1
    version = PlanVersion.objects.create(
        plan=annual,
        number=number,
        reason=reason,
        effective_on=effective_on,
        digest=plan.digest,
        source=source,
        source_year=plan.source_year,
        by=by,
        recorded_at=at,
        **_record_columns(plan),
        **_budget_columns(plan),
    )
    _write_lines(version, plan, references)
    _write_work(version, plan, references)
    _write_budget(version, plan)
    data = {"year": plan.year, "number": number, "reason": reason, "effective_on": effective_on}
    record(action="plan.recorded", by=by, at=at, target=version, data={**data, "digest": plan.digest})
    return version


def _record_columns(plan: PlanFile) -> dict[str, Any]:
    return {
        "title": plan.record.title,
        "record_number": plan.record.number,
        "record_symbol": plan.record.symbol,
        "record_place": plan.record.place,
        "record_date": str(plan.record.date or ""),
        "issuer": plan.record.issuer,
        "signer_position": plan.record.signer_position,
        "signing_mode": plan.record.signing_mode,
        "is_signed": plan.record.is_signed,
        "recipients": list(plan.record.recipients),
        "legal_basis": [dict(item) for item in plan.record.legal_basis],
        "annexes": [dict(item) for item in plan.record.annexes],
        "theme": plan.theme,
        "total_minimum": plan.total.minimum,
        "total_maximum": plan.total.maximum,
        "total_text": plan.total.text,
        "provisions": dict(plan.provisions),
    }


def _budget_columns(plan: PlanFile) -> dict[str, Any]:
    if plan.budget is None:
        return {}
    return {
        "budget_funding": plan.budget.funding,
        "budget_period": plan.budget.period,
        "budget_purpose": plan.budget.purpose,
        "budget_total_vnd": plan.budget.total_vnd,
    }


def _write_lines(version: PlanVersion, plan: PlanFile, references: References) -> None:
    for order, spec in enumerate(plan.lines):
        line = PlanLine.objects.create(
            version=version,
            order=order,
            section=references.sections[spec.section] if spec.section else None,
            responsible_unit=references.unit(spec.responsible_unit),
            responsible_post=references.posts[spec.responsible_post] if spec.responsible_post else None,
            **_line_columns(spec),
        )
        PlanLineSupplier.objects.bulk_create(
            PlanLineSupplier(line=line, order=position, **references.party(supplier))
            for position, supplier in enumerate(spec.suppliers)
        )


def _line_columns(spec: LineSpec) -> dict[str, Any]:
    columns = asdict(spec)
    for name in ("section", "responsible_unit", "responsible_post", "suppliers"):
        del columns[name]
    content = columns.pop("content")
    sources = columns.pop("external_sources")
    row = columns.pop("key")
    return {
        **columns,
        "row": row,
        "content_vi": content["vi"],
        "content_en": content["en"],
        "external_sources": list(sources),
    }


def _write_work(version: PlanVersion, plan: PlanFile, references: References) -> None:
    PlanTask.objects.bulk_create(
        PlanTask(
            version=version,
            number=task.number,
            text_vi=task.text.vi,
            text_en=task.text.en,
            quarters=list(task.quarters),
            **references.party(task.by),
        )
        for task in plan.tasks
    )
    if plan.frequency is not None:
        Frequency.objects.create(
            version=version,
            period=plan.frequency.period,
            minimum=plan.frequency.minimum,
            maximum=plan.frequency.maximum,
            text=plan.frequency.text,
            **references.party(plan.frequency.by),
        )
    ReportDuty.objects.bulk_create(
        ReportDuty(
            version=version,
            name=report.key,
            every=report.every,
            day_of_month=report.day_of_month,
            content=list(report.content),
            owner=references.units[report.owner],
            receiver=references.unit(report.receiver),
        )
        for report in plan.reports
    )


def _write_budget(version: PlanVersion, plan: PlanFile) -> None:
    BudgetLine.objects.bulk_create(
        BudgetLine(
            version=version,
            order=order,
            key=line.key,
            label_vi=line.label.vi,
            label_en=line.label.en,
            quantity=line.quantity,
            unit=line.unit,
            rate_vnd=line.rate_vnd,
            amount_vnd=line.amount_vnd,
        )
        for order, line in enumerate(plan.budget.lines if plan.budget else ())
    )
