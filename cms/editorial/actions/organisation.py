"""The organisation as a plan has it: units, posts, boards and regulations, changed through `departments.actions`."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from cms.departments import actions as departments
from cms.departments.models import EditorialBoard, OperatingRegulation, OrgUnit, Post
from cms.editorial.errors import PlanConflict
from cms.editorial.plan_file import Difference, PlanFile
from cms.editorial.plan_file.organisation_spec import DecisionSpec, UnitSpec

if TYPE_CHECKING:
    from cms.accounts.models import User

_ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """Why, from which day, by whom and when a plan is applied."""

    reason: str
    on: datetime.date
    by: "User | None"
    at: datetime.datetime


def apply_units(plan: PlanFile, differences: list[Difference], occasion: Occasion) -> None:
    """Found, rename, change and reopen units, parents first. Raise PlanConflict where a key means another unit."""
    changes = {item.key: item for item in differences if item.part == "units" and item.change != "removed"}
    orders = {unit.key: order for order, unit in enumerate(plan.units)}
    for spec in _parents_first(plan):
        if spec.key not in changes:
            continue
        unit = OrgUnit.objects.filter(key=spec.key).first()
        if unit is None:
            _found(spec, orders[spec.key], occasion)
        elif changes[spec.key].change == "added":
            _take_up(unit, spec, occasion)
        else:
            _change(unit, spec, orders[spec.key], occasion)


def close_units(differences: list[Difference], occasion: Occasion) -> None:
    """Close by date the units that vanished from the plan, parts first; outside agencies do not end with a plan."""
    gone: list[UnitSpec] = [item.old for item in differences if item.part == "units" and item.change == "removed"]
    parents = {spec.key: spec.parent for spec in gone}
    for spec in sorted(gone, key=lambda spec: -_depth(spec.key, parents)):
        if spec.kind == OrgUnit.Kind.EXTERNAL:
            continue
        unit = OrgUnit.objects.get(key=spec.key)
        departments.close_unit(unit=unit, on=occasion.on, reason=occasion.reason, by=occasion.by, at=occasion.at)


def apply_posts(plan: PlanFile, occasion: Occasion) -> None:
    """Create the posts of the plan and keep their titles; a post that vanished stays, with its history."""
    units = {unit.key: unit for unit in OrgUnit.objects.filter(key__in={spec.unit for spec in plan.posts})}
    posts = {post.key: post for post in Post.objects.filter(key__in={spec.key for spec in plan.posts})}
    for spec in plan.posts:
        post = posts.get(spec.key)
        words: dict[str, Any] = {"title_vi": spec.title.vi, "title_en": spec.title.en}
        words |= {"by": occasion.by, "at": occasion.at}
        if post is None:
            departments.create_post(key=spec.key, unit=units[spec.unit], **words)
        elif post.unit_id != units[spec.unit].pk:
            raise PlanConflict(message=_("the post “{key}” belongs to another unit"), key=spec.key)
        else:
            departments.update_post(post=post, **words)


def apply_decisions(plan: PlanFile, differences: list[Difference], occasion: Occasion) -> None:
    """Record the decisions on the board (R001) and the regulation (R002) that are not recorded yet.

    A decision taken stays as it was taken: raise PlanConflict where the plan rewrites one.
    """
    for item in differences:
        if item.part in {"boards", "regulations"} and item.change == "changed" and item.key:
            raise PlanConflict(message=_("decision {number} is recorded and cannot be rewritten"), number=item.key)
    agency = OrgUnit.objects.get(key=plan.site.unit)
    for spec in sorted(plan.boards, key=lambda spec: spec.date):
        _record_board(agency, spec, occasion)
    for spec in sorted(plan.regulations, key=lambda spec: spec.date):
        _record_regulation(spec, occasion)


def _record_board(agency: OrgUnit, spec: DecisionSpec, occasion: Occasion) -> None:
    if EditorialBoard.objects.filter(agency=agency, decision_number=spec.number, decision_date=spec.date).exists():
        return
    departments.appoint_board(
        agency=agency,
        unit=OrgUnit.objects.get(key=spec.unit),
        decision_number=spec.number,
        decision_date=spec.date,
        issuer=spec.issuer,
        seats=(),  # the members are persons: the office names them when they have accounts
        by=occasion.by,
        at=occasion.at,
    )


def _record_regulation(spec: DecisionSpec, occasion: Occasion) -> None:
    agency = OrgUnit.objects.get(key=spec.unit)
    if OperatingRegulation.objects.filter(agency=agency, decision_number=spec.number).exists():
        return
    departments.adopt_regulation(
        agency=agency,
        decision_number=spec.number,
        decision_date=spec.date,
        issuer=spec.issuer,
        title=spec.title,
        valid_from=spec.date,
        by=occasion.by,
        at=occasion.at,
    )


def _found(spec: UnitSpec, order: int, occasion: Occasion) -> None:
    unit = departments.create_unit(
        key=spec.key,
        kind=spec.kind,
        name_vi=spec.name.vi,
        name_en=spec.name.en,
        short_name=spec.short_name,
        parent=OrgUnit.objects.get(key=spec.parent) if spec.parent else None,
        order=order,
        valid_from=spec.valid_from,
        legal_basis=spec.legal_basis,
        by=occasion.by,
        at=occasion.at,
    )
    _end_by_plan(unit, spec, occasion)


def _take_up(unit: OrgUnit, spec: UnitSpec, occasion: Occasion) -> None:
    """Use a unit that is there already: the same one, open, or one that an earlier plan closed."""
    parent = unit.parent.key if unit.parent else None
    if (unit.kind, parent) != (spec.kind, spec.parent):
        raise PlanConflict(message=_("the key “{key}” already means another unit: {unit}"), key=spec.key, unit=unit)
    if unit.valid_to is not None:
        unit = departments.reopen_unit(
            unit=unit, on=occasion.on, legal_basis=occasion.reason, by=occasion.by, at=occasion.at
        )
    elif (unit.name_vi, unit.name_en) != (spec.name.vi, spec.name.en):
        raise PlanConflict(message=_("the key “{key}” already means another unit: {unit}"), key=spec.key, unit=unit)
    _rename(unit, spec, occasion)


def _change(unit: OrgUnit, spec: UnitSpec, order: int, occasion: Occasion) -> None:
    if spec.valid_from != unit.valid_from and spec.valid_from is not None:
        raise PlanConflict(message=_("the first day of “{unit}” is recorded and cannot be rewritten"), unit=unit)
    parent = OrgUnit.objects.get(key=spec.parent) if spec.parent else None
    departments.update_unit(unit=unit, kind=spec.kind, parent=parent, order=order, by=occasion.by, at=occasion.at)
    _rename(unit, spec, occasion)
    _end_by_plan(unit, spec, occasion)


def _rename(unit: OrgUnit, spec: UnitSpec, occasion: Occasion) -> None:
    departments.rename_unit(
        unit=unit,
        name_vi=spec.name.vi,
        name_en=spec.name.en,
        short_name=spec.short_name,
        on=occasion.on,
        legal_basis=spec.legal_basis or occasion.reason,
        by=occasion.by,
        at=occasion.at,
    )


def _end_by_plan(unit: OrgUnit, spec: UnitSpec, occasion: Occasion) -> None:
    if spec.valid_to is not None:
        departments.close_unit(
            unit=unit,
            on=spec.valid_to + _ONE_DAY,
            reason=spec.legal_basis or occasion.reason,
            by=occasion.by,
            at=occasion.at,
        )


def _parents_first(plan: PlanFile) -> list[UnitSpec]:
    parents = {unit.key: unit.parent for unit in plan.units}
    return sorted(plan.units, key=lambda unit: _depth(unit.key, parents))


def _depth(key: str | None, parents: dict[str, str | None]) -> int:
    depth = 0
    while key is not None and (key := parents.get(key)) is not None:
        depth += 1
    return depth
