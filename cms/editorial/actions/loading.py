"""Load a plan: compare with the version in force, say what differs, and apply it in one transaction."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cms.audit.deciding import through
from cms.departments.models import OrgUnit, Post
from cms.departments.policy import require
from cms.editorial.actions.organisation import (
    Occasion,
    apply_decisions,
    apply_posts,
    apply_units,
    close_units,
)
from cms.editorial.actions.site_building import build_homes, build_sections, build_site, finish_site
from cms.editorial.actions.versions import References, record_version
from cms.editorial.errors import AmendmentNeeded, PlanConflict
from cms.editorial.models import PlanVersion, Section
from cms.editorial.plan_file import Difference, PlanFile, compare
from cms.editorial.queries import latest_version, plan_of
from cms.kernel.calendar import day_of
from cms.kernel.periods import Year
from cms.kernel.text import clean_line
from cms.subsites.models import Subsite

if TYPE_CHECKING:
    from cms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """Why a plan in force is changed, and from which day (R014)."""

    reason: str
    effective_on: datetime.date


@dataclass(frozen=True, kw_only=True)
class LoadResult:
    """What a plan would change, or has changed; `version` is None when nothing was written."""

    differences: list[Difference]
    version: PlanVersion | None = None


def load_plan(
    *,
    plan: PlanFile,
    source: str,
    amendment: Amendment | None = None,
    dry_run: bool = False,
    port: int = 80,
    by: "User | None",
    at: datetime.datetime,
) -> LoadResult:
    """Bring site, organisation, sections and plan to what the file says; nothing is ever deleted.

    The same plan again writes nothing. A changed plan of the same year needs an amendment: raise
    AmendmentNeeded, with `differences`. Raise PlanConflict where the plan does not fit what is there, for a plan
    that takes effect on a day to come (ADR 0064), and when somebody else loads the same plan at that moment;
    NotAllowed when `by` may not load it. One transaction: after any refusal nothing has changed.
    Source: R012, R014.
    """
    if by is not None:
        require(by, "load_plan", target=_site_of(plan), at=at)
    try:
        with transaction.atomic(), through("load_plan"):
            return _load(plan, source, amendment, dry_run=dry_run, port=port, by=by, at=at)
    except IntegrityError as error:
        raise PlanConflict(message=_("somebody else has loaded a plan in the meantime: try again")) from error


def _load(
    plan: PlanFile,
    source: str,
    amendment: Amendment | None,
    *,
    dry_run: bool,
    port: int,
    by: "User | None",
    at: datetime.datetime,
) -> LoadResult:
    # Two loads of a site wait for each other here; those that both found it wait at its unique keys.
    Subsite.objects.select_for_update().filter(key=plan.site.key).first()
    current = latest_version(plan.site.key, plan.kind)
    differences = compare(plan_of(current) if current else None, plan)
    same_year = current is not None and current.plan.year == plan.year
    if current is not None and current.plan.year > plan.year:
        raise PlanConflict(message=_("the plan of {year} is already loaded"), year=current.plan.year)
    if same_year and not differences:
        return LoadResult(differences=[])
    effective_on = _effective_on(plan, current if same_year else None, amendment, differences, dry_run=dry_run)
    if dry_run:
        return LoadResult(differences=differences)
    if effective_on > day_of(at):
        raise PlanConflict(
            message=_("{on:%d/%m/%Y} has not come yet: load the plan on that day or later"), on=effective_on
        )
    reason = clean_line(amendment.reason) if amendment else ""
    occasion = Occasion(reason=reason or plan.record.title, on=effective_on, by=by, at=at)
    version = _apply(plan, source, differences, reason=reason, port=port, occasion=occasion)
    return LoadResult(differences=differences, version=version)


def _site_of(plan: PlanFile) -> Subsite | None:
    return Subsite.objects.select_related("unit").filter(key=plan.site.key).first()


def _effective_on(
    plan: PlanFile,
    current: PlanVersion | None,
    amendment: Amendment | None,
    differences: list[Difference],
    *,
    dry_run: bool,
) -> datetime.date:
    """From which day the version holds: a first plan from 1 January, an amendment from the day it says."""
    year = Year(plan.year)
    if current is None:
        return year.start
    if amendment is None:
        if dry_run:
            return current.effective_on
        raise AmendmentNeeded(differences=differences)
    if not clean_line(amendment.reason):
        raise PlanConflict(message=_("an amendment needs its reason"))
    if not year.contains(amendment.effective_on):
        raise PlanConflict(message=_("{on:%d/%m/%Y} is not in {year}"), on=amendment.effective_on, year=plan.year)
    if amendment.effective_on < current.effective_on:
        raise PlanConflict(
            message=_("{on:%d/%m/%Y} is before the version in force, of {since:%d/%m/%Y}"),
            on=amendment.effective_on,
            since=current.effective_on,
        )
    return amendment.effective_on


def _apply(
    plan: PlanFile, source: str, differences: list[Difference], *, reason: str, port: int, occasion: Occasion
) -> PlanVersion:
    apply_units(plan, differences, occasion)
    apply_posts(plan, occasion)
    apply_decisions(plan, differences, occasion)
    homes = build_homes(plan, occasion)
    subsite = build_site(plan, homes, port=port, occasion=occasion)
    sections = build_sections(plan, subsite, homes, occasion)
    close_units(differences, occasion)
    version = record_version(
        subsite=subsite,
        plan=plan,
        source=source,
        references=_references(plan, sections),
        reason=reason,
        effective_on=occasion.on,
        by=occasion.by,
        at=occasion.at,
    )
    finish_site(subsite, sections, occasion)
    return version


def _references(plan: PlanFile, sections: dict[str, Section]) -> References:
    return References(
        units={unit.key: unit for unit in OrgUnit.objects.filter(key__in={spec.key for spec in plan.units})},
        posts={post.key: post for post in Post.objects.filter(key__in={spec.key for spec in plan.posts})},
        sections=sections,
    )
