"""Where a role held in a unit reaches: the unit and what is below it, no further than its agency."""

from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cms.departments.models import OrgUnit
from cms.departments.queries import AGENCY_KINDS

if TYPE_CHECKING:
    from cms.departments.policy import Actor

_KEY = "cms.departments.standing"


@dataclass(frozen=True)
class Organisation:
    """The units as they are now, without persons. No method asks the database."""

    parents: dict[int, int | None]
    within: dict[int, frozenset[int]]  # each unit → itself and the units above it, up to its agency
    agency: dict[int, int]  # each unit → its agency, or the top where no agency is above
    units: tuple[OrgUnit, ...] = ()

    def above(self, unit_id: int) -> set[int]:
        """The unit and every one above it, across agencies."""
        found: set[int] = set()
        current: int | None = unit_id
        while current is not None and current not in found:
            found.add(current)
            current = self.parents.get(current)
        return found

    def is_agency(self, unit_id: int) -> bool:
        """Whether the unit is an agency itself."""
        return self.agency.get(unit_id) == unit_id

    def reaches(self, held_in: int, unit_id: int) -> bool:
        """Whether a role held in one unit holds in another: the same, or one below it inside the agency."""
        return held_in in self.within.get(unit_id, frozenset())

    def same_agency(self, first: int, second: int) -> bool:
        """Whether two units belong to one agency."""
        return self.agency.get(first) is not None and self.agency.get(first) == self.agency.get(second)

    def units_below(self, held_in: Set[int]) -> list[int]:
        """Ids of the units to which a role held in some units reaches."""
        return [unit for unit, within in self.within.items() if within & held_in]

    def units_of_agencies(self, held_in: set[int]) -> list[int]:
        """Ids of all units of the agencies to which some units belong."""
        agencies = {self.agency[unit] for unit in held_in if unit in self.agency}
        return [unit for unit, agency in self.agency.items() if agency in agencies]


def organisation_of(actor: "Actor") -> Organisation:
    """As it was read for this person in this request already; for screens and lists, not for decisions."""
    known: Organisation | None = actor.worked_out.get(_KEY)
    if known is None:
        known = actor.worked_out[_KEY] = read_organisation()
    return known


def read_organisation() -> Organisation:
    """One query."""
    units = tuple(OrgUnit.objects.order_by("pk"))
    parents = {unit.pk: unit.parent_id for unit in units}
    agencies = {unit.pk for unit in units if unit.kind in AGENCY_KINDS}
    within: dict[int, frozenset[int]] = {}
    agency: dict[int, int] = {}
    for pk in parents:
        above = [pk]
        while above[-1] not in agencies and (parent := parents[above[-1]]) is not None and parent not in above:
            above.append(parent)
        within[pk], agency[pk] = frozenset(above), above[-1]
    return Organisation(parents=parents, within=within, agency=agency, units=units)
