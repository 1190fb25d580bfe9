"""What sites do when the organisation changes, inside the same transaction."""

from cms.departments.registry import MembershipChange, UnitChange
from cms.subsites.actions.access import sync_access_of_units


def membership_changed(change: MembershipChange) -> None:
    """Who may do what follows at once."""
    sync_access_of_units(unit_ids=[unit.pk for unit in change.units], by=change.by, at=change.at)


def unit_changed(change: UnitChange) -> None:
    """A unit that began, moved, was renamed or ended changes groups and collections."""
    units = (change.unit, *change.successors)
    sync_access_of_units(unit_ids=[unit.pk for unit in units], by=change.by, at=change.at)
