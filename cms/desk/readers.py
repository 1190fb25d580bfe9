"""Who is told of what in a review."""

import datetime
from collections.abc import Iterable

from cms.accounts.models import User
from cms.departments.models import Delegation, Membership, OrgUnit
from cms.departments.roles import Role
from cms.departments.standing import read_organisation
from cms.moderation.models import ReviewState, UrgentDelegate
from cms.subsites.models import Subsite


def writers_of(state: ReviewState) -> list[User]:
    """Who submitted a text and whose it is."""
    return [person for person in (state.requester, state.page.owner) if person is not None]


def board_of(subsite: Subsite, *, on: datetime.date) -> list[User]:
    """Head and members of the editorial board of a site's agency."""
    return board_of_unit(subsite.unit, on=on)


def board_of_unit(unit: OrgUnit, *, on: datetime.date) -> list[User]:
    """Head and members of the editorial board of a unit's agency."""
    return _of_agency(unit, Role.BOARD_HEAD, Role.BOARD_MEMBER, on=on)


def urgent_actors(subsite: Subsite, *, on: datetime.date) -> list[User]:
    """Who may publish and withdraw at once on a site: heads of its board, who acts for them, and whom they named."""
    organisation = read_organisation()
    agencies = organisation.units_of_agencies({subsite.unit_id})
    named = UrgentDelegate.objects.filter(agency__in=agencies, valid_from__lte=on, valid_to__gte=on)
    people = [row.person for row in named.filter(person__is_active=True).select_related("person").order_by("pk")]
    acting = Delegation.objects.in_force(on=on).filter(membership__role=Role.BOARD_HEAD, membership__unit__in=agencies)
    people += [row.to_user for row in acting.select_related("to_user").order_by("pk")]
    return [*_of_agency(subsite.unit, Role.BOARD_HEAD, on=on), *people]


def office_of(subsite: Subsite, *, on: datetime.date) -> list[User]:
    """The standing office of a site's agency."""
    return _of_agency(subsite.unit, Role.STANDING_OFFICE, on=on)


def _of_agency(unit: OrgUnit, *roles: str, on: datetime.date) -> list[User]:
    return _holding(*roles, units=read_organisation().units_of_agencies({unit.pk}), on=on)


def _holding(*roles: str, units: Iterable[int], on: datetime.date) -> list[User]:
    rows = Membership.objects.in_force(on=on).filter(role__in=roles, unit__in=list(units), person__is_active=True)
    return [row.person for row in rows.select_related("person").order_by("pk")]
