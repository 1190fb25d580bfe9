"""What the organisation was, is and will be on a day."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, Exists, OuterRef, Value

from cms.departments.errors import UnknownSelector
from cms.departments.models import (
    Delegation,
    EditorialBoard,
    Holiday,
    Membership,
    OperatingRegulation,
    OrgUnit,
    Post,
    SwappedDay,
)
from cms.departments.models.membership import DelegationQuerySet, MembershipQuerySet
from cms.departments.models.unit import OrgUnitQuerySet
from cms.departments.models.validity import in_force
from cms.departments.remembering import remembered
from cms.departments.roles import Role
from cms.kernel.calendar import Calendar

if TYPE_CHECKING:
    from cms.accounts.models import User

Kind = OrgUnit.Kind

AGENCY_KINDS = frozenset({Kind.SO, Kind.UBND, Kind.PHUONG_XA})
BOARD_STANDING_MEMBER = "board_standing_member"
# Which kinds of units below an agency a selector of a plan means (seed 001: "các phòng", "các đơn vị"…).
SELECTOR_KINDS: dict[str, frozenset[str]] = {
    "all_units": frozenset(Kind.values) - {Kind.BAN_BIEN_TAP, Kind.BAN_GIAM_DOC, Kind.BO_PHAN, Kind.EXTERNAL},
    "all_divisions": frozenset({Kind.VAN_PHONG, Kind.PHONG}),
    "all_divisions_and_units": frozenset({Kind.VAN_PHONG, Kind.PHONG, Kind.TRUNG_TAM}),
    "professional_divisions": frozenset({Kind.PHONG}),
}
SELECTORS = (*SELECTOR_KINDS, BOARD_STANDING_MEMBER)


@dataclass(frozen=True)
class Suppliers:
    """Whom a selector names on a day: units, or persons through their memberships; one of the two is empty."""

    units: tuple[OrgUnit, ...] = ()
    memberships: tuple[Membership, ...] = ()

    @property
    def people(self) -> tuple["User", ...]:
        """The persons of the memberships, each once."""
        return tuple({membership.person_id: membership.person for membership in self.memberships}.values())


def units_matching(selector: str, agency: OrgUnit, on: datetime.date) -> Suppliers:
    """Whom a selector of the plan names below `agency` on a day; raise UnknownSelector.

    `board_standing_member` names the persons who are the standing office of the board; the other selectors name
    units in being, in the order of the tree.
    """
    if selector == BOARD_STANDING_MEMBER:
        within = subtree_ids([agency.pk])
        holders = Membership.objects.in_force(on=on).filter(role=Role.STANDING_OFFICE, unit_id__in=within)
        return Suppliers(memberships=tuple(holders.select_related("person", "unit").order_by("valid_from", "id")))
    if selector not in SELECTOR_KINDS:
        raise UnknownSelector(selector=selector)
    below = subtree_ids([agency.pk]) - {agency.pk}
    units = OrgUnit.objects.in_being(on=on).filter(pk__in=below, kind__in=SELECTOR_KINDS[selector])
    return Suppliers(units=tuple(units))


def subtree_ids(roots: Collection[int], *, without: Collection[int] = ()) -> set[int]:
    """Ids of the roots and of every unit below them; the subtrees of `without` are left out. One query."""
    children: dict[int | None, list[int]] = {}
    for pk, parent_id in OrgUnit.objects.order_by().values_list("pk", "parent_id"):
        children.setdefault(parent_id, []).append(pk)
    found: set[int] = set()
    left = [pk for pk in roots if pk not in without]
    while left:
        pk = left.pop()
        if pk not in found:
            found.add(pk)
            left.extend(child for child in children.get(pk, ()) if child not in without)
    return found


def ancestors_of(unit: OrgUnit) -> list[OrgUnit]:
    """The units above, nearest first."""
    above: list[OrgUnit] = []
    parent = unit.parent
    while parent is not None and parent not in above:
        above.append(parent)
        parent = parent.parent
    return above


def units_in_tree(on: datetime.date | None = None) -> list[tuple[int, OrgUnit]]:
    """Every unit with its depth, in the order of the tree; only those in being when a day is given. One query."""
    units: OrgUnitQuerySet = OrgUnit.objects.all()
    if on is not None:
        units = units.in_being(on=on)
    rows = list(units)
    known = {unit.pk for unit in rows}
    children: dict[int | None, list[OrgUnit]] = {}
    for unit in rows:
        children.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)
    return list(_walk(children, None, 0))


def _walk(children: dict[int | None, list[OrgUnit]], parent: int | None, depth: int) -> Iterable[tuple[int, OrgUnit]]:
    for unit in children.get(parent, ()):
        yield depth, unit
        yield from _walk(children, unit.pk, depth + 1)


def name_on(unit: OrgUnit, on: datetime.date, *, locale: str = "vi") -> str:
    """The name the unit bore on a day: of its history only, so that a later renaming says nothing else (DOMAIN B10).

    After its last day the last name, before its first one the first. Vietnamese where it had no English name;
    the present name only of a unit without any history. One query.
    """
    names = list(unit.names.all())
    begun = [row for row in names if row.valid_from is None or row.valid_from <= on]
    if not names:
        return (unit.name_en or unit.name_vi) if locale == "en" else unit.name_vi
    ordered = sorted(begun or names, key=lambda row: (row.valid_from or datetime.date.min, row.pk))
    row = ordered[-1] if begun else ordered[0]
    return (row.name_en or row.name_vi) if locale == "en" else row.name_vi


def successors_in_being(unit: OrgUnit, on: datetime.date) -> list[OrgUnit]:
    """Who does the unit's work on a day: itself, or its successors and theirs, each once."""
    found: dict[int, OrgUnit] = {}
    seen: set[int] = set()
    left = [unit]
    while left:
        current = left.pop(0)
        if current.pk in seen:
            continue
        seen.add(current.pk)
        if current.is_in_being(on=on):
            found[current.pk] = current
        else:
            left.extend(current.successors.all())
    return list(found.values())


def predecessor_ids(unit: OrgUnit) -> set[int]:
    """Ids of the unit and of every unit that it took over from, at any remove: listings follow successors."""
    found = {unit.pk}
    left = {unit.pk}
    while left:
        rows = OrgUnit.objects.filter(successions__successor__in=left).values_list("pk", flat=True)
        left = set(rows) - found
        found |= left
    return found


def memberships_of(person: "User", on: datetime.date) -> MembershipQuerySet:
    """What a person is on a day, with the units."""
    return Membership.objects.in_force(on=on).filter(person=person).select_related("unit", "post")


def delegations_to(person: "User", on: datetime.date) -> DelegationQuerySet:
    """In whose places a person acts on a day, with the memberships, their holders and units."""
    rows = Delegation.objects.in_force(on=on).filter(to_user=person, membership__person__is_active=True)
    return rows.select_related("membership__person", "membership__unit").order_by("id")


@dataclass(frozen=True)
class HeldRole:
    """A role of a person on a day: their own, or that of `person_id`, in whose place a delegation puts them."""

    role: str
    unit_id: int
    delegation_id: int | None
    person_id: int
    post_id: int | None
    is_unit_in_being: bool


def standing_of(person: "User", on: datetime.date) -> tuple[HeldRole, ...]:
    """Every role a person holds on a day, delegations in the order they were made. One query, or none (remembered)."""
    return remembered(("standing", person.pk, on), lambda: _read_standing(person, on))


def _read_standing(person: "User", on: datetime.date) -> tuple[HeldRole, ...]:
    in_being = OrgUnit.objects.in_being(on=on)
    own = (
        Membership.objects.in_force(on=on)
        .filter(person=person)
        .order_by()
        .annotate(delegated_by=Value(None, BigIntegerField()), being=Exists(in_being.filter(pk=OuterRef("unit_id"))))
        .values_list("role", "unit_id", "delegated_by", "person_id", "post_id", "being")
    )
    acting = (
        Delegation.objects.in_force(on=on)
        .filter(to_user=person, membership__person__is_active=True)
        .order_by()
        .annotate(being=Exists(in_being.filter(pk=OuterRef("membership__unit_id"))))
        .values_list(
            "membership__role", "membership__unit_id", "pk", "membership__person_id", "membership__post_id", "being"
        )
    )
    rows = [HeldRole(*row[:5], bool(row[5])) for row in own.union(acting, all=True)]
    return tuple(sorted(rows, key=lambda row: row.delegation_id or 0))


def roles_held(on: datetime.date) -> set[tuple[int, str, int]]:
    """(person, role, unit) of a day: of live accounts, in units in being; who acts for another holds that role too.

    Two queries.
    """
    units = OrgUnit.objects.in_being(on=on)
    own = Membership.objects.in_force(on=on).filter(person__is_active=True, unit__in=units)
    acting = Delegation.objects.in_force(on=on).filter(
        to_user__is_active=True, membership__person__is_active=True, membership__unit__in=units
    )
    rows = set(own.order_by().values_list("person_id", "role", "unit_id"))
    return rows | set(acting.order_by().values_list("to_user_id", "membership__role", "membership__unit_id"))


def memberships_of_unit(unit: OrgUnit, on: datetime.date) -> MembershipQuerySet:
    """Who is what in a unit on a day, with the persons."""
    return Membership.objects.in_force(on=on).filter(unit=unit).select_related("person", "post").order_by("id")


def agency_of(unit: OrgUnit) -> OrgUnit:
    """The agency a unit belongs to: itself or the nearest department, people's committee, ward above; else the top."""
    above = [unit, *ancestors_of(unit)]
    return next((candidate for candidate in above if candidate.kind in AGENCY_KINDS), above[-1])


def holders_of(post: Post, on: datetime.date) -> list["User"]:
    """Who holds a post on a day (R160): none, one, or more when a post is shared."""
    memberships = Membership.objects.in_force(on=on).filter(post=post).select_related("person")
    return [membership.person for membership in memberships.order_by("valid_from", "id")]


def board_in_force(agency: OrgUnit, on: datetime.date) -> EditorialBoard | None:
    """The editorial board of an agency on a day (R001), or None."""
    return EditorialBoard.objects.filter(in_force(on), agency=agency).order_by("-valid_from", "-id").first()


def regulation_in_force(unit: OrgUnit, on: datetime.date) -> OperatingRegulation | None:
    """The regulation a unit works by on a day: its own, or the nearest above it (R002, R004); or None."""
    for agency in (unit, *ancestors_of(unit)):
        own = OperatingRegulation.objects.filter(in_force(on), agency=agency).order_by("-valid_from", "-id").first()
        if own is not None:
            return own
    return None


def working_calendar() -> Calendar:
    """The calendar of working days as the office keeps it, for the rules of the kernel. Two queries."""
    swaps = list(SwappedDay.objects.values_list("day_off", "day_worked"))
    return Calendar(
        holidays=frozenset(Holiday.objects.values_list("day", flat=True)),
        days_off=frozenset(day_off for day_off, _ in swaps),
        days_worked=frozenset(day_worked for _, day_worked in swaps),
    )
