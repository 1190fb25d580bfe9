"""Somebody leaves or changes department: what they held goes to a colleague, in one step (EXPECTATIONS 6)."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from cms.audit.actions import record
from cms.departments.actions.delegations import end_delegation
from cms.departments.actions.memberships import end_membership
from cms.departments.errors import HandoverToOneself, HandoverToOutsider
from cms.departments.handover import handovers
from cms.departments.models import Delegation, Membership
from cms.departments.queries import agency_of, memberships_of
from cms.kernel.calendar import day_of

if TYPE_CHECKING:
    from cms.accounts.models import User


@transaction.atomic
def hand_over(
    *,
    person: "User",
    to: "User",
    last_day: datetime.date | None = None,
    by: "User | None",
    at: datetime.datetime,
) -> dict[str, int]:
    """Give all that a person holds to a colleague; how many things of each kind.

    With `last_day` their memberships end on it, and those to come are taken back; without it they only hand over,
    and stay what they are. Raise HandoverToOneself, HandoverToOutsider for who does not work for one of the
    person's agencies today.
    """
    if person.pk == to.pk:
        raise HandoverToOneself
    if not to.is_active or not _agencies(to, at) & _agencies(person, at):
        raise HandoverToOutsider(person=to)
    moved = {kind.key: kind.move(person, to, by, at) for kind in handovers()}
    if last_day is not None:
        moved["memberships"] = _end_roles(person, last_day=last_day, by=by, at=at)
    data = {"to": to.pk, "to_name": str(to), "last_day": last_day, "moved": moved}
    record(action="person.handed_over", by=by, at=at, target=person, data=data)
    return moved


def _agencies(person: "User", at: datetime.datetime) -> set[int]:
    """Agencies in which the person works today; of who has left, those of their last memberships."""
    held = list(memberships_of(person, day_of(at))) or list(
        Membership.objects.filter(person=person).select_related("unit")
    )
    return {agency_of(row.unit).pk for row in held}


def _end_roles(person: "User", *, last_day: datetime.date, by: "User | None", at: datetime.datetime) -> int:
    after = Q(valid_to__isnull=True) | Q(valid_to__gt=last_day)
    acting = Delegation.objects.filter(Q(to_user=person) | Q(membership__person=person), valid_to__gt=last_day)
    for delegation in acting:
        if delegation.valid_from > last_day:
            record(action="delegation.withdrawn", by=by, at=at, target=delegation, data={"last_day": last_day})
            delegation.delete()
        else:
            end_delegation(delegation=delegation, on=last_day, by=by, at=at)
    rows = list(Membership.objects.filter(after, person=person).select_related("unit"))
    for membership in rows:
        if membership.valid_from > last_day:
            data = {"unit": membership.unit.key, "role": membership.role, "last_day": last_day}
            record(action="membership.withdrawn", by=by, at=at, target=membership, data=data)
            membership.delete()
        else:
            end_membership(membership=membership, on=last_day, by=by, at=at)
    return len(rows)
