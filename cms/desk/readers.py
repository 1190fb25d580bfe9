"""Who is told of what in a review."""

import datetime
from collections.abc import Iterable

from cms.accounts.models import User
from cms.departments.models import Membership, OrgUnit
from cms.departments.queries import holders_of
from cms.departments.roles import Role
from cms.departments.standing import read_organisation
from cms.editorial.models import PlanLine
from cms.editorial.queries import version_in_force
from cms.kernel.calendar import day_of
from cms.moderation.models import ReviewState
from cms.subsites.models import Subsite


def first_readers(state: ReviewState, *, at: datetime.datetime) -> list[User]:
    """The section editors of the plan line of a text's section: whoever holds its post, or the role in its unit."""
    on = day_of(at)
    version = version_in_force(state.subsite, on)
    if version is None or not state.section_key:
        return []
    found: list[User] = []
    lines = PlanLine.objects.filter(version=version, section__key=state.section_key)
    for line in lines.select_related("responsible_post", "responsible_unit"):
        if line.responsible_post is not None:
            found += holders_of(line.responsible_post, on)
        elif line.responsible_role == Role.SECTION_EDITOR and line.responsible_unit is not None:
            found += _holding(Role.SECTION_EDITOR, units=[line.responsible_unit.pk], on=on)
    return found


def writers_of(state: ReviewState) -> list[User]:
    """Who submitted a text and whose it is."""
    return [person for person in (state.requester, state.page.owner) if person is not None]


def board_of(subsite: Subsite, *, on: datetime.date) -> list[User]:
    """Head and members of the editorial board of a site's agency."""
    return _of_agency(subsite.unit, Role.BOARD_HEAD, Role.BOARD_MEMBER, on=on)


def office_of(subsite: Subsite, *, on: datetime.date) -> list[User]:
    """The standing office of a site's agency."""
    return _of_agency(subsite.unit, Role.STANDING_OFFICE, on=on)


def _of_agency(unit: OrgUnit, *roles: str, on: datetime.date) -> list[User]:
    return _holding(*roles, units=read_organisation().units_of_agencies({unit.pk}), on=on)


def _holding(*roles: str, units: Iterable[int], on: datetime.date) -> list[User]:
    rows = Membership.objects.in_force(on=on).filter(role__in=roles, unit__in=list(units), person__is_active=True)
    return [row.person for row in rows.select_related("person").order_by("pk")]
