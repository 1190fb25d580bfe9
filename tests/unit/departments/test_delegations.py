"""Acting heads (R071): a role for some days, in the place of its holder."""

import datetime
from typing import Any

import pytest

from cms.audit.models import AuditEntry
from cms.departments.actions import delegate, end_delegation, end_membership
from cms.departments.errors import (
    AlreadyDelegated,
    DelegateFromOutside,
    EndsBeforeItBegins,
    LegalBasisMissing,
    OutsideMembership,
    OwnDelegate,
    RoleNotDelegable,
)
from cms.departments.models import Delegation, Membership, OrgUnit
from cms.departments.policy import actor_of, may
from cms.departments.roles import Role
from cms.kernel.calendar import HANOI
from tests.factories.accounts import UserFactory
from tests.factories.departments import MembershipFactory, OrgUnitFactory, member_of

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY, FRIDAY = (datetime.date(2026, 3, day) for day in (9, 10, 13))


def noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), tzinfo=HANOI)


@pytest.fixture
def agency() -> OrgUnit:
    return OrgUnitFactory(agency=True)


@pytest.fixture
def headship(agency: OrgUnit) -> Membership:
    return MembershipFactory(unit=OrgUnitFactory(parent=agency), role=Role.DEPARTMENT_HEAD)


def acting(headship: Membership, **changes: Any) -> Delegation:
    to = changes.pop("to", None) or member_of(headship.unit, Role.CONTRIBUTOR)
    values = {"valid_from": TUESDAY, "valid_to": FRIDAY, "reason": "Đi công tác", **changes}
    return delegate(membership=headship, to=to, by=headship.person, at=noon(MONDAY), **values)


@pytest.mark.requirement("R071")
def test_the_role_is_held_on_the_named_days_and_no_others(headship: Membership) -> None:
    person = acting(headship).to_user
    held = {day: actor_of(person, at=noon(day)).has(Role.DEPARTMENT_HEAD) for day in days()}
    assert [day for day, has in held.items() if has] == [datetime.date(2026, 3, day) for day in (10, 11, 12, 13)]


def days() -> list[datetime.date]:
    return [MONDAY + datetime.timedelta(days=number) for number in range(7)]


def test_the_actor_knows_in_whose_place(headship: Membership) -> None:
    made = acting(headship)
    actor = actor_of(made.to_user, at=noon(TUESDAY))
    (held,) = actor.delegated
    assert (held.role, held.unit_id, held.delegation_id, held.person_id) == (
        Role.DEPARTMENT_HEAD, headship.unit_id, made.pk, headship.person_id,
    )  # fmt: skip


def test_an_own_role_is_never_said_to_be_anothers(headship: Membership) -> None:
    other = member_of(headship.unit, Role.DEPARTMENT_HEAD)
    acting(headship, to=other)
    assert actor_of(other, at=noon(TUESDAY)).delegated == ()


def test_it_ends_with_the_membership_it_stands_for(headship: Membership) -> None:
    person = acting(headship).to_user
    end_membership(membership=headship, on=TUESDAY, by=None, at=noon(TUESDAY))
    assert actor_of(person, at=noon(TUESDAY)).has(Role.DEPARTMENT_HEAD)
    assert not actor_of(person, at=noon(FRIDAY)).has(Role.DEPARTMENT_HEAD)


def test_it_is_ended_early(headship: Membership) -> None:
    made = acting(headship)
    end_delegation(delegation=made, on=TUESDAY, by=None, at=noon(TUESDAY))
    assert not actor_of(made.to_user, at=noon(FRIDAY)).has(Role.DEPARTMENT_HEAD)
    assert AuditEntry.objects.get(action="delegation.ended").data == {"last_day": "2026-03-10"}
    with pytest.raises(EndsBeforeItBegins):
        end_delegation(delegation=made, on=MONDAY, by=None, at=noon(TUESDAY))


def test_what_is_delegated_is_logged(headship: Membership) -> None:
    made = acting(headship)
    entry = AuditEntry.objects.get(action="delegation.begun")
    assert (entry.by, entry.data["to"], entry.data["reason"]) == (headship.person, made.to_user_id, "Đi công tác")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"valid_to": MONDAY}, EndsBeforeItBegins),
        ({"reason": "  "}, LegalBasisMissing),
        ({"valid_from": datetime.date(2009, 1, 1)}, OutsideMembership),
    ],
)
def test_a_wrong_delegation_is_refused(headship: Membership, changes: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        acting(headship, **changes)
    assert not Delegation.objects.exists()
    assert not AuditEntry.objects.filter(action="delegation.begun").exists()


def test_nobody_stands_in_for_themselves_twice_or_from_outside(headship: Membership) -> None:
    with pytest.raises(OwnDelegate):
        acting(headship, to=headship.person)
    with pytest.raises(DelegateFromOutside):
        acting(headship, to=UserFactory())
    with pytest.raises(DelegateFromOutside):
        acting(headship, to=member_of(OrgUnitFactory(agency=True, key="so-khac"), Role.CONTRIBUTOR))
    made = acting(headship)
    with pytest.raises(AlreadyDelegated):
        acting(headship, to=made.to_user)
    assert Delegation.objects.count() == 1


@pytest.mark.parametrize(
    "role", [Role.CONTRIBUTOR, Role.TRANSLATOR, Role.ADMINISTRATOR, Role.FINANCE_PAYMENT, Role.FINANCE_ESTIMATE]
)
def test_money_accounts_and_writing_are_not_delegated(agency: OrgUnit, role: str) -> None:
    membership = MembershipFactory(unit=agency, role=role)
    with pytest.raises(RoleNotDelegable):
        acting(membership)


def test_the_holder_the_office_and_the_head_of_the_board_delegate_and_nobody_else(
    agency: OrgUnit, headship: Membership
) -> None:
    at = noon(MONDAY)
    assert may(headship.person, "delegate", target=headship, at=at)
    assert may(member_of(agency, Role.STANDING_OFFICE), "delegate", target=headship, at=at)
    assert may(member_of(agency, Role.BOARD_HEAD), "delegate", target=headship, at=at)
    for role in (Role.CONTRIBUTOR, Role.DEPARTMENT_HEAD, Role.BOARD_MEMBER, Role.SECRETARIAT):
        assert not may(member_of(headship.unit, role), "delegate", target=headship, at=at)
