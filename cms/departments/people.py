"""Who may open, close and change accounts, and give roles: never more than one's own agency, never to oneself.

Nobody gets Django's permissions on users for it: whoever may edit users could make themselves a superuser
(RELIABILITY 34).
"""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cms.departments.models import Membership, OrgUnit, StaffRecord
from cms.departments.policy import (
    ALLOWED,
    OFFICE,
    Actor,
    Decision,
    Operation,
    actor_of,
    has_role,
    has_role_in_agency,
    refused,
    register,
)
from cms.departments.queries import agency_of, subtree_ids
from cms.departments.roles import Role

if TYPE_CHECKING:
    from cms.accounts.models import User

# The office gives the roles of those who write and check; whoever approves on the board, pays or administers is
# appointed by an administrator or by a recorded decision.
GIVEN_BY_OFFICE = frozenset(
    {Role.CONTRIBUTOR, Role.SECTION_EDITOR, Role.TRANSLATOR, Role.DEPARTMENT_HEAD, Role.SECRETARIAT}
)
RESET_DECIDERS = (Role.ADMINISTRATOR, Role.BOARD_MEMBER, Role.BOARD_HEAD)


@dataclass(frozen=True)
class Grant:
    """A role in a unit for a person: what the policy is asked about before an appointment begins or ends."""

    person: "User"
    role: str
    unit: OrgUnit


def people_visible_to(user: "User", *, at: datetime.datetime) -> "QuerySet[User]":
    """The accounts of the agencies in which somebody is the office or administers; of everybody for a superuser."""
    from cms.accounts.models import User

    people = User.objects.order_by("sort_key", "username")
    if user.is_superuser:
        return people
    actor = actor_of(user, at=at)
    offices = OrgUnit.objects.filter(pk__in=actor.units_as(*OFFICE, *RESET_DECIDERS)).select_related("parent")
    units = subtree_ids({agency_of(office).pk for office in offices})
    within = Q(memberships__unit_id__in=units) | Q(staff_record__agency_id__in=units)
    return people.filter(within, is_superuser=False).distinct()


def may_be_managed(actor: Actor, person: Any) -> Decision:
    """The office manages who holds nothing that the office could not give; an administrator everybody of the agency."""
    decision = _is_of_ours(actor, person, OFFICE)
    if not decision:
        return decision
    for membership in _rows_of(person, actor.on):
        if not _may_give(actor, membership.role, membership.unit):
            return refused(
                _("Only an administrator may do this: {person} is {role}."),
                person=person,
                role=membership.get_role_display(),
            )
    return ALLOWED


def may_be_given(actor: Actor, grant: Any) -> Decision:
    """Nobody appoints themselves; nobody gives what they could not; nobody reaches into another agency."""
    if not isinstance(grant, Grant):
        return has_role(*OFFICE)(actor, None)
    if grant.person.pk == actor.user.pk:
        return refused(_("Nobody appoints themselves."))
    inside = has_role_in_agency(*OFFICE)(actor, grant.unit)
    if inside and not _may_give(actor, grant.role, grant.unit):
        return refused(_("The role “{role}” is given by an administrator only."), role=Role(grant.role).label)
    if inside and (grant.person.is_superuser or _belongs_somewhere(grant.person, actor.on)):
        return _is_of_ours(actor, grant.person, OFFICE)
    return inside


def may_be_seated(actor: Actor, seats: Any) -> Decision:
    """A recorded decision seats others; who records it takes no seat that they do not have already."""
    own = {seat.role for seat in seats or () if seat.person.pk == actor.user.pk}
    if own <= {role for role, _unit in actor.roles}:
        return ALLOWED
    return refused(_("Nobody appoints themselves."))


def may_ask_for_reset(actor: Actor, person: Any) -> Decision:
    """An administrator of the person's agency."""
    return _is_of_ours(actor, person, (Role.ADMINISTRATOR,))


def may_decide_reset(actor: Actor, person: Any) -> Decision:
    """Another administrator, or somebody of the board, of the person's agency."""
    return _is_of_ours(actor, person, RESET_DECIDERS)


def _is_of_ours(actor: Actor, person: Any, roles: tuple[str, ...]) -> Decision:
    """Whether every unit the person belongs to lies in an agency in which the actor holds one of the roles."""
    predicate = has_role_in_agency(*roles)
    if person is None:
        return has_role(*roles)(actor, None)
    if person.is_superuser:
        return refused(_("This account belongs to the technical administration."))
    if person.pk == actor.user.pk:
        return refused(_("Somebody else has to do this for your own account."))
    units = [membership.unit for membership in _rows_of(person, actor.on)]
    units += [record.agency for record in StaffRecord.objects.filter(person=person).select_related("agency")]
    if not units:
        return refused(_("This account belongs to no agency yet: the technical administration decides."))
    return next((no for no in (predicate(actor, unit) for unit in units) if not no), ALLOWED)


def _belongs_somewhere(person: "User", on: datetime.date) -> bool:
    """A new account of the technical administration belongs to no agency: the first that appoints its person has it."""
    return bool(_rows_of(person, on)) or StaffRecord.objects.filter(person=person).exists()


def _rows_of(person: "User", on: datetime.date) -> list[Membership]:
    """Memberships in force or to come; of who has none, all that have been."""
    rows = list(Membership.objects.filter(person=person).select_related("unit"))
    return [row for row in rows if row.valid_to is None or row.valid_to >= on] or rows


def _may_give(actor: Actor, role: str, unit: OrgUnit) -> bool:
    if has_role_in_agency(Role.ADMINISTRATOR)(actor, unit):
        return True
    return role in GIVEN_BY_OFFICE and bool(has_role_in_agency(Role.STANDING_OFFICE)(actor, unit))


def register_operations() -> None:
    """Declare what may be done to people. Called once, in `ready`."""
    register(Operation("view_people", _("see the accounts of the agency"), has_role(*OFFICE, *RESET_DECIDERS)))
    register(Operation("open_account", _("open accounts"), has_role_in_agency(*OFFICE)))
    register(Operation("manage_person", _("change, close and hand over accounts"), may_be_managed))
    register(Operation("give_role", _("appoint people and end their roles"), may_be_given))
    register(Operation("seat_board", _("seat people on a board"), may_be_seated))
    register(Operation("ask_factor_reset", _("ask for the reset of a second factor"), may_ask_for_reset))
    register(Operation("decide_factor_reset", _("confirm the reset of a second factor"), may_decide_reset))
