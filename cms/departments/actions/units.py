"""Units begin, change their name, merge and end; nothing is deleted (DOMAIN B10)."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from cms.audit.actions import record
from cms.departments.actions.memberships import end_memberships_of, move_memberships
from cms.departments.errors import (
    ChangeBeforeTheLast,
    ChangeInTheFuture,
    EndsBeforeItBegins,
    LegalBasisMissing,
    NameMissing,
    OwnAncestor,
    OwnSuccessor,
    UnitClosed,
    UnitHasOpenParts,
    UnitKeyTaken,
)
from cms.departments.models import OrgUnit, UnitName, UnitSuccession
from cms.departments.queries import ancestors_of
from cms.departments.registry import UnitChange, UnitChangeKind, announce_unit
from cms.kernel.calendar import day_of
from cms.kernel.text import clean_line

if TYPE_CHECKING:
    from cms.accounts.models import User

_ONE_DAY = datetime.timedelta(days=1)


@transaction.atomic
def create_unit(  # noqa: PLR0913 (a unit has that many facts, each by name)
    *,
    key: str,
    kind: str,
    name_vi: str,
    name_en: str = "",
    short_name: str = "",
    parent: OrgUnit | None = None,
    order: int = 0,
    valid_from: datetime.date | None = None,
    legal_basis: str = "",
    by: "User | None",
    at: datetime.datetime,
) -> OrgUnit:
    """Found a unit; without `valid_from` it has always been there. Raise UnitKeyTaken, NameMissing or UnitClosed."""
    if OrgUnit.objects.filter(key=key).exists():
        raise UnitKeyTaken(key=key)
    unit = OrgUnit(key=key, kind=OrgUnit.Kind(kind), parent=parent, order=order, valid_from=valid_from)
    unit.name_vi, unit.name_en, unit.short_name = clean_line(name_vi), clean_line(name_en), clean_line(short_name)
    unit.legal_basis = clean_line(legal_basis)
    on = valid_from or day_of(at)
    if not unit.name_vi:
        raise NameMissing
    if parent is not None and parent.valid_to is not None and parent.valid_to < on:
        raise UnitClosed(unit=parent, on=on)
    unit.save()
    UnitName.objects.create(
        unit=unit, name_vi=unit.name_vi, name_en=unit.name_en, valid_from=valid_from, legal_basis=unit.legal_basis
    )
    record(action="unit.created", by=by, at=at, target=unit, data={"key": key, "kind": kind, "valid_from": valid_from})
    announce_unit(UnitChange(unit=unit, kind=UnitChangeKind.CREATED, on=on, by=by, at=at))
    return unit


@transaction.atomic
def update_unit(
    *,
    unit: OrgUnit,
    kind: str | None = None,
    short_name: str | None = None,
    parent: OrgUnit | None = None,
    order: int | None = None,
    by: "User | None",
    at: datetime.datetime,
) -> OrgUnit:
    """Change what has no history of its own; what is not given stays. Names change by `rename_unit`.

    Raise OwnAncestor when the unit would stand below itself, UnitClosed when the new parent is no more.
    """
    unit = _locked(unit)
    if parent is not None and parent.pk != unit.parent_id:
        if unit in (parent, *ancestors_of(parent)):
            raise OwnAncestor(unit=unit)
        if not parent.is_in_being(on=day_of(at)):
            raise UnitClosed(unit=parent, on=day_of(at))
    short_name = clean_line(short_name) if short_name is not None else None
    wanted = {"kind": kind, "short_name": short_name, "parent": parent, "order": order}
    changed = {
        name: {"from": getattr(unit, name), "to": value}
        for name, value in wanted.items()
        if value is not None and value != getattr(unit, name)
    }
    if not changed:
        return unit
    for name in changed:
        setattr(unit, name, wanted[name])
    unit.save()
    record(action="unit.changed", by=by, at=at, target=unit, data=changed)
    announce_unit(UnitChange(unit=unit, kind=UnitChangeKind.CHANGED, on=day_of(at), by=by, at=at))
    return unit


@transaction.atomic
def rename_unit(
    *,
    unit: OrgUnit,
    name_vi: str,
    name_en: str = "",
    short_name: str | None = None,
    on: datetime.date,
    legal_basis: str,
    by: "User | None",
    at: datetime.datetime,
) -> OrgUnit:
    """Give a unit a new name from a day on; the old one stays in its history and on what it published.

    Raise NameMissing, LegalBasisMissing, UnitClosed, ChangeInTheFuture, or ChangeBeforeTheLast when the present
    name began on that day or later. The same name changes nothing.
    """
    unit = _locked(unit)
    name_vi, name_en, legal_basis = clean_line(name_vi), clean_line(name_en), clean_line(legal_basis)
    short_name = unit.short_name if short_name is None else clean_line(short_name)
    if (name_vi, name_en, short_name) == (unit.name_vi, unit.name_en, unit.short_name):
        return unit
    if not name_vi:
        raise NameMissing
    _check_change(unit, on=on, at=at, legal_basis=legal_basis)
    present = unit.names.filter(valid_to__isnull=True).first()
    if present is not None:
        if present.valid_from is not None and present.valid_from >= on:
            raise ChangeBeforeTheLast(unit=unit, last=present.valid_from)
        present.valid_to = on - _ONE_DAY
        present.save(update_fields=["valid_to"])
    old = unit.name_vi
    UnitName.objects.create(unit=unit, name_vi=name_vi, name_en=name_en, valid_from=on, legal_basis=legal_basis)
    unit.name_vi, unit.name_en, unit.short_name = name_vi, name_en, short_name
    unit.save()
    data = {"from": old, "to": name_vi, "on": on, "legal_basis": legal_basis}
    record(action="unit.renamed", by=by, at=at, target=unit, data=data)
    announce_unit(UnitChange(unit=unit, kind=UnitChangeKind.RENAMED, on=on, by=by, at=at))
    return unit


@transaction.atomic
def merge_units(
    *,
    units: Sequence[OrgUnit],
    into: OrgUnit,
    on: datetime.date,
    legal_basis: str,
    by: "User | None",
    at: datetime.datetime,
) -> OrgUnit:
    """Merge units into another that stays: from `on` it has their people, posts and parts, and they are closed.

    Memberships end on the eve and begin again in the successor, so that who was what, where and when stays true.
    Raise OwnSuccessor, LegalBasisMissing, UnitClosed, ChangeInTheFuture or EndsBeforeItBegins; nothing changes then.
    """
    into = _locked(into)
    merged = [_locked(unit) for unit in units]
    legal_basis = clean_line(legal_basis)
    if into in merged or not merged:
        raise OwnSuccessor(unit=into)
    _check_change(into, on=on, at=at, legal_basis=legal_basis)
    if set(merged) & set(ancestors_of(into)):
        raise OwnAncestor(unit=into)
    for unit in merged:
        _check_change(unit, on=on, at=at, legal_basis=legal_basis)
        moved_posts = list(unit.posts.values_list("key", flat=True))
        moved_parts = list(unit.children.exclude(valid_to__lt=on).values_list("key", flat=True))
        unit.posts.update(unit=into)
        unit.children.exclude(valid_to__lt=on).update(parent=into)
        move_memberships(unit, into=into, on=on, by=by, at=at)
        _close(unit, on=on, legal_basis=legal_basis, successors=[into])
        data = {"into": into.key, "on": on, "legal_basis": legal_basis, "posts": moved_posts, "parts": moved_parts}
        record(action="unit.merged", by=by, at=at, target=unit, data=data)
    for unit in merged:
        announce_unit(UnitChange(unit=unit, kind=UnitChangeKind.MERGED, on=on, by=by, at=at, successors=(into,)))
    announce_unit(UnitChange(unit=into, kind=UnitChangeKind.CHANGED, on=on, by=by, at=at))
    return into


@transaction.atomic
def dissolve_unit(
    *,
    unit: OrgUnit,
    on: datetime.date,
    legal_basis: str,
    successors: Sequence[OrgUnit] = (),
    by: "User | None",
    at: datetime.datetime,
) -> OrgUnit:
    """Close a unit: `on` is the first day without it; its memberships end on the eve. Already closed: no change.

    `successors` do its work from then on (several when it is divided). Raise LegalBasisMissing, EndsBeforeItBegins,
    OwnSuccessor, UnitClosed for a successor that is no more, UnitHasOpenParts.
    """
    unit = _locked(unit)
    legal_basis = clean_line(legal_basis)
    if unit.valid_to is not None and unit.valid_to < on:
        return unit
    if not legal_basis:
        raise LegalBasisMissing
    _check_end(unit, on=on)
    for successor in successors:
        if successor.pk == unit.pk:
            raise OwnSuccessor(unit=unit)
        if not successor.is_in_being(on=on):
            raise UnitClosed(unit=successor, on=on)
    parts = unit.children.in_being(on=on)
    if parts:
        raise UnitHasOpenParts(unit=unit, parts=", ".join(str(part) for part in parts))
    end_memberships_of(unit, on=on, by=by, at=at)
    _close(unit, on=on, legal_basis=legal_basis, successors=successors)
    data = {"on": on, "legal_basis": legal_basis, "successors": [successor.key for successor in successors]}
    record(action="unit.dissolved", by=by, at=at, target=unit, data=data)
    announce_unit(UnitChange(unit=unit, kind=UnitChangeKind.CLOSED, on=on, by=by, at=at, successors=tuple(successors)))
    return unit


def close_unit(*, unit: OrgUnit, on: datetime.date, reason: str, by: "User | None", at: datetime.datetime) -> OrgUnit:
    """Close a unit that has no successor, e.g. one that vanished from the plan; as `dissolve_unit`."""
    return dissolve_unit(unit=unit, on=on, legal_basis=reason, by=by, at=at)


@transaction.atomic
def reopen_unit(
    *, unit: OrgUnit, on: datetime.date, legal_basis: str, by: "User | None", at: datetime.datetime
) -> OrgUnit:
    """Open a closed unit again from a day on: the same unit, with its history. Open already: no change.

    Nobody is a member again by it. Raise LegalBasisMissing, or EndsBeforeItBegins when it still existed on the day.
    """
    unit = _locked(unit)
    legal_basis = clean_line(legal_basis)
    if unit.valid_to is None:
        return unit
    if not legal_basis:
        raise LegalBasisMissing
    if on <= unit.valid_to:
        raise EndsBeforeItBegins(valid_from=unit.valid_to)
    closed_on, unit.valid_to = unit.valid_to, None
    unit.save(update_fields=["valid_to"])
    UnitName.objects.create(
        unit=unit, name_vi=unit.name_vi, name_en=unit.name_en, valid_from=on, legal_basis=legal_basis
    )
    data = {"on": on, "closed_on": closed_on, "legal_basis": legal_basis}
    record(action="unit.reopened", by=by, at=at, target=unit, data=data)
    announce_unit(UnitChange(unit=unit, kind=UnitChangeKind.CHANGED, on=on, by=by, at=at))
    return unit


def _locked(unit: OrgUnit) -> OrgUnit:
    return OrgUnit.objects.select_for_update().get(pk=unit.pk)


def _check_change(unit: OrgUnit, *, on: datetime.date, at: datetime.datetime, legal_basis: str) -> None:
    """A change of a unit has a reason, takes effect by the day it is recorded, and while the unit exists."""
    if not legal_basis:
        raise LegalBasisMissing
    if on > day_of(at):
        raise ChangeInTheFuture(on=on)
    _check_end(unit, on=on)
    if not unit.is_in_being(on=on):
        raise UnitClosed(unit=unit, on=on)


def _check_end(unit: OrgUnit, *, on: datetime.date) -> None:
    if unit.valid_from is not None and on <= unit.valid_from:
        raise EndsBeforeItBegins(valid_from=unit.valid_from)


def _close(unit: OrgUnit, *, on: datetime.date, legal_basis: str, successors: Sequence[OrgUnit]) -> None:
    eve = on - _ONE_DAY
    unit.valid_to = eve
    unit.save(update_fields=["valid_to"])
    unit.names.filter(valid_to__isnull=True).update(valid_to=eve)
    for successor in successors:
        UnitSuccession.objects.get_or_create(
            predecessor=unit, successor=successor, defaults={"on": on, "legal_basis": legal_basis}
        )
