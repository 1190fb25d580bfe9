"""How the apps above hear of changes here. Callbacks run inside the action's transaction, in order of registration."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cms.departments.models import Membership, OrgUnit

if TYPE_CHECKING:
    from cms.accounts.models import User


class UnitChangeKind(StrEnum):
    """What happened to a unit."""

    CREATED = "created"
    CHANGED = "changed"
    RENAMED = "renamed"
    MERGED = "merged"
    CLOSED = "closed"


@dataclass(frozen=True)
class UnitChange:
    """One change of one unit; `on` is the day from which it holds."""

    unit: OrgUnit
    kind: UnitChangeKind
    on: datetime.date
    by: "User | None"
    at: datetime.datetime
    successors: Sequence[OrgUnit] = ()


@dataclass(frozen=True)
class MembershipChange:
    """Memberships that began, ended or moved; `units` are those whose members changed."""

    memberships: Sequence[Membership]
    units: Sequence[OrgUnit]
    by: "User | None"
    at: datetime.datetime


_unit_callbacks: list[Callable[[UnitChange], None]] = []
_membership_callbacks: list[Callable[[MembershipChange], None]] = []


def on_unit_changed(callback: Callable[[UnitChange], None]) -> Callable[[UnitChange], None]:
    """Call `callback` at every change of a unit; what it raises undoes the change."""
    if callback not in _unit_callbacks:
        _unit_callbacks.append(callback)
    return callback


def on_membership_changed(callback: Callable[[MembershipChange], None]) -> Callable[[MembershipChange], None]:
    """Call `callback` at every change of memberships; what it raises undoes the change."""
    if callback not in _membership_callbacks:
        _membership_callbacks.append(callback)
    return callback


def announce_unit(change: UnitChange) -> None:
    """Tell those who asked. Called by the actions only."""
    for callback in _unit_callbacks:
        callback(change)


def announce_memberships(change: MembershipChange) -> None:
    """Tell those who asked. Called by the actions only."""
    if change.memberships:
        for callback in _membership_callbacks:
            callback(change)
