"""Sections, the plan of a year in its versions, and the contributions counted against it."""

from cms.editorial.models.budget import BudgetLine
from cms.editorial.models.contribution import Contribution, ContributionAuthor
from cms.editorial.models.line import PlanLine, PlanLineSupplier
from cms.editorial.models.plan import AnnualPlan, PlanVersion
from cms.editorial.models.section import ContentKind, English, Section, SectionClosure
from cms.editorial.models.work import Frequency, PlanTask, ReportDuty

__all__ = [
    "AnnualPlan",
    "BudgetLine",
    "ContentKind",
    "Contribution",
    "ContributionAuthor",
    "English",
    "Frequency",
    "PlanLine",
    "PlanLineSupplier",
    "PlanTask",
    "PlanVersion",
    "ReportDuty",
    "Section",
    "SectionClosure",
]
