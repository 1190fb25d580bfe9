"""What the screen of a plan shows, prepared for the template: no query and no decision is left to it."""

import datetime
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.editorial.incomplete_date import IncompleteDate
from cms.editorial.line_words import deadline_text, editor_text, progress_text, quota_text, suppliers_text
from cms.editorial.models import BudgetLine, PlanVersion, Section
from cms.editorial.plan_file import compare
from cms.editorial.queries import (
    LineStanding,
    empty_sections,
    plan_of,
    quotas_of,
    standings,
    total_standing,
    updates_in_week,
)
from cms.editorial.rules import Pace, Progress, sum_of_quotas
from cms.editorial.wording import DifferenceText, difference_texts
from cms.kernel.money import format_vnd
from cms.kernel.periods import Week

PACES: dict[Pace, str | Promise] = {
    Pace.NO_QUOTA: _("no quota"),
    Pace.BEHIND: _("behind"),
    Pace.ON_PACE: _("on pace"),
    Pace.REACHED: _("reached"),
    Pace.ABOVE: _("above the maximum"),
}
SELECTOR_NAMES: dict[str, str | Promise] = {
    "all_units": _("all units"),
    "all_divisions": _("the divisions"),
    "all_divisions_and_units": _("the divisions and units"),
    "professional_divisions": _("the professional divisions"),
    "board_standing_member": _("the standing member of the editorial board"),
}
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


@dataclass(frozen=True, kw_only=True)
class LineRow:
    """A row of the table of lines."""

    row: str
    title: str
    number: str
    content: str
    is_heading: bool
    is_child: bool
    is_empty: bool
    quota: str = ""
    suppliers: str = ""
    sources: str = ""
    deadline: str = ""
    editor: str = ""
    progress: "Bar | None" = None
    last_published_on: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class Bar:
    """Progress as a bar: per cent of the minimum (or of the maximum where there is no minimum)."""

    percent: int
    text: str
    pace: str
    label: str | Promise


@dataclass(frozen=True, kw_only=True)
class VersionChange:
    """What a version changed from the one before it."""

    version: PlanVersion
    differences: list[DifferenceText]


def plan_context(version: PlanVersion, on: datetime.date) -> dict[str, Any]:
    """Everything the template of a plan needs, for a day of reading. `on` is capped to the plan's year."""
    subsite = version.plan.subsite
    last_day = datetime.date(version.plan.year, 12, 31)
    day = min(on, last_day)
    rows = standings(version, day)
    empty = empty_sections(subsite, day)
    quotas = list(quotas_of([row.line for row in rows]).values())
    total = total_standing(version, day)
    return {
        "plan": version.plan,
        "version": version,
        "versions": list(version.plan.versions.select_related("by").order_by("-number")),
        "subsite": subsite,
        "day": day,
        "record_date": IncompleteDate.parse(version.record_date).in_words() if version.record_date else "",
        "lines": _line_rows(subsite.sections.open_on(day).select_related("parent"), rows, {s.pk for s in empty}),
        "empty_sections": empty,
        "items": sum_of_quotas(quotas, unit_of_count="tin_bai"),
        "pictures": sum_of_quotas(quotas, unit_of_count="hinh_anh"),
        "total": bar_of(total) if total else None,
        "frequency": getattr(version, "frequency", None),
        "updates": updates_in_week(subsite, Week.of(day)),
        "tasks": [(task, _quarters(task.quarters), party_name(task)) for task in version.tasks.select_related("unit")],
        "legal_basis": [_basis_text(basis) for basis in version.legal_basis],
        "budget_rows": [_budget_row(line) for line in version.budget.all()],
        "budget_total": format_vnd(version.budget_total_vnd or 0),
        "reports": list(version.reports.select_related("owner", "receiver")),
        "changes": version_changes(version),
    }


def bar_of(progress: Progress) -> Bar:
    """Progress as a bar of the screen."""
    target = progress.minimum or progress.maximum or 0
    percent = min(100, progress.done * 100 // target) if target else 0
    return Bar(percent=percent, text=progress_text(progress), pace=progress.pace.value, label=PACES[progress.pace])


def party_name(row: Any) -> str:
    """The unit of a task or frequency, or its selector in words."""
    if row.unit is not None:
        return str(row.unit)
    return str(SELECTOR_NAMES.get(row.selector, ""))


def version_changes(version: PlanVersion) -> list[VersionChange]:
    """What each version up to this one changed, the newest first; the first version changed nothing."""
    versions = list(version.plan.versions.filter(number__lte=version.number).order_by("number"))
    changes = []
    for before, after in pairwise(versions):
        texts = difference_texts(compare(plan_of(before), plan_of(after)))
        changes.append(VersionChange(version=after, differences=texts))
    return changes[::-1]


def _line_rows(sections: Any, rows: list[LineStanding], empty: set[int]) -> list[LineRow]:
    """Headings and lines in the order of the appendix: a group before its first section."""
    groups = {section.pk: section for section in sections if section.is_group}
    shown: set[int] = set()
    found: list[LineRow] = []
    for standing in rows:
        section = standing.line.section
        group = groups.get(section.parent_id or 0) if section is not None else None
        if group is not None and group.pk not in shown:
            shown.add(group.pk)
            found.append(_heading(group))
        found.append(_line_row(standing, is_empty=section is not None and section.pk in empty))
    return found


def _heading(group: Section) -> LineRow:
    return LineRow(
        row=group.number,
        number=group.number,
        title=group.title_vi,
        content=group.scope_vi,
        is_heading=True,
        is_child=False,
        is_empty=False,
    )


def _line_row(standing: LineStanding, *, is_empty: bool) -> LineRow:
    line, section = standing.line, standing.line.section
    return LineRow(
        row=line.row,
        number=section.number if section else "",
        title=section.title_vi if section else "",
        content=line.content_vi or (section.scope_vi if section else ""),
        is_heading=False,
        is_child=section is not None and section.parent_id is not None,
        is_empty=is_empty,
        quota=quota_text(line),
        suppliers=suppliers_text(standing),
        sources=", ".join(line.external_sources),
        deadline=deadline_text(line),
        editor=editor_text(standing),
        progress=bar_of(standing.progress),
        last_published_on=standing.last_published_on,
    )


def _budget_row(line: BudgetLine) -> dict[str, str]:
    return {
        "label": line.label_vi,
        "quantity": f"{line.quantity} {line.unit}",
        "rate": format_vnd(line.rate_vnd),
        "amount": format_vnd(line.amount_vnd),
    }


def _basis_text(basis: dict[str, Any]) -> str:
    """“66/QĐ-SNgV (21/07/2016): …”."""
    date = datetime.date.fromisoformat(basis["date"]) if basis.get("date") else None
    when = f" ({date:%d/%m/%Y})" if date else ""
    return f"{basis['number']}{when}: {basis['title']}"


def _quarters(quarters: list[int]) -> str:
    """“Quý I–IV”, “Quý I, III”."""
    if len(quarters) > 1 and quarters == list(range(quarters[0], quarters[-1] + 1)):
        return f"{ROMAN[quarters[0]]}–{ROMAN[quarters[-1]]}"
    return ", ".join(ROMAN[quarter] for quarter in quarters)
