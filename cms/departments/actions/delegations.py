"""Acting heads (R071): for some days a person holds the role of another, in their place and under their own name."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from cms.audit.actions import record
from cms.departments.errors import (
    AlreadyDelegated,
    DelegateFromOutside,
    EndsBeforeItBegins,
    LegalBasisMissing,
    OutsideMembership,
    OwnDelegate,
    RoleNotDelegable,
)
from cms.departments.models import Delegation, Membership
from cms.departments.queries import agency_of, memberships_of
from cms.departments.registry import MembershipChange, announce_memberships
from cms.departments.roles import Role
from cms.kernel.text import clean_line

if TYPE_CHECKING:
    from cms.accounts.models import User

# Those whose step others wait for. Money and accounts are never delegated here.
DELEGABLE = frozenset(
    {
        Role.SECTION_EDITOR, Role.DEPARTMENT_HEAD, Role.BOARD_MEMBER, Role.BOARD_HEAD, Role.STANDING_OFFICE,
        Role.SECRETARIAT,
    }
)  # fmt: skip


@transaction.atomic
def delegate(
    *,
    membership: Membership,
    to: "User",
    valid_from: datetime.date,
    valid_to: datetime.date,
    reason: str,
    by: "User | None",
    at: datetime.datetime,
) -> Delegation:
    """Let `to` act in the place of the holder of a membership, both days inclusive (R071).

    What is delegated cannot be delegated on: it begins from a membership. Raise RoleNotDelegable, OwnDelegate,
    EndsBeforeItBegins, OutsideMembership when the membership does not last that long, DelegateFromOutside for who
    does not work for the agency on both days, AlreadyDelegated, LegalBasisMissing for an empty reason.
    """
    membership = (
        Membership.objects.select_for_update(of=("self",)).select_related("unit", "person").get(pk=membership.pk)
    )
    if membership.role not in DELEGABLE:
        raise RoleNotDelegable(role=membership.get_role_display())
    if to.pk == membership.person_id:
        raise OwnDelegate
    if valid_to < valid_from:
        raise EndsBeforeItBegins(valid_from=valid_from)
    if membership.valid_from > valid_from or (membership.valid_to is not None and membership.valid_to < valid_to):
        raise OutsideMembership(valid_from=valid_from, valid_to=valid_to)
    _refuse_outsider(to, membership, days=(valid_from, valid_to))
    cleaned = clean_line(reason)
    if not cleaned:
        raise LegalBasisMissing
    if membership.delegations.filter(to_user=to, valid_from__lte=valid_to, valid_to__gte=valid_from).exists():
        raise AlreadyDelegated(person=to)
    made = Delegation.objects.create(
        membership=membership, to_user=to, valid_from=valid_from, valid_to=valid_to, reason=cleaned, decided_by=by
    )
    data = {
        "unit": membership.unit.key, "role": membership.role, "in_place_of": membership.person_id, "to": to.pk,
        "from": valid_from, "until": valid_to, "reason": cleaned,
    }  # fmt: skip
    record(action="delegation.begun", by=by, at=at, target=made, data=data)
    announce_memberships(MembershipChange(memberships=[membership], units=[membership.unit], by=by, at=at))
    return made


@transaction.atomic
def end_delegation(
    *, delegation: Delegation, on: datetime.date, by: "User | None", at: datetime.datetime
) -> Delegation:
    """End a delegation; `on` is its last day.

    Raise EndsBeforeItBegins for a day before it began; an earlier end already set stays.
    """
    delegation = (
        Delegation.objects.select_for_update(of=("self",)).select_related("membership__unit").get(pk=delegation.pk)
    )
    if on < delegation.valid_from:
        raise EndsBeforeItBegins(valid_from=delegation.valid_from)
    if delegation.valid_to <= on:
        return delegation
    delegation.valid_to = on
    delegation.save(update_fields=["valid_to"])
    record(action="delegation.ended", by=by, at=at, target=delegation, data={"last_day": on})
    membership = delegation.membership
    announce_memberships(MembershipChange(memberships=[membership], units=[membership.unit], by=by, at=at))
    return delegation


def _refuse_outsider(to: "User", membership: Membership, *, days: tuple[datetime.date, datetime.date]) -> None:
    agency = agency_of(membership.unit)
    for day in days:
        held = memberships_of(to, day)
        if not to.is_active or not any(agency_of(row.unit) == agency for row in held):
            raise DelegateFromOutside(person=to)
