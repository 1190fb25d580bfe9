"""The only "may"."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured

from cms.departments.errors import NotAllowed
from cms.departments.models import OrgUnit
from cms.departments.policy import ALLOWED, Operation, actor_of, decide, has_role, may, operations, register, require
from cms.departments.roles import Role
from cms.kernel.calendar import HANOI
from tests.factories.accounts import UserFactory
from tests.factories.departments import MembershipFactory, OrgUnitFactory, member_of

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 6, 15, 9, tzinfo=HANOI)

# Written and reviewed by hand: which roles may do which operation of the organisation.
EXPECTED = {
    "view_organisation": set(Role.values),
    "manage_units": {"administrator"},
    "appoint_administrators": {"administrator"},
    "manage_memberships": {"standing_office", "administrator"},
    "manage_governance": {"standing_office", "administrator"},
    "manage_calendar": {"standing_office", "administrator"},
}


@pytest.mark.requirement("R007", "R011")
@pytest.mark.parametrize("operation", EXPECTED)
def test_each_operation_is_for_its_roles_only(operation: str) -> None:
    unit = OrgUnitFactory()
    allowed = {role for role in Role.values if may(member_of(unit, role), operation, at=AT)}
    assert allowed == EXPECTED[operation]


@pytest.mark.parametrize("operation", EXPECTED)
def test_nobody_without_a_live_account_may_do_anything(operation: str) -> None:
    stranger = UserFactory()
    gone = member_of(OrgUnitFactory(), Role.ADMINISTRATOR)
    gone.is_active = False
    for user in (None, AnonymousUser(), gone, stranger):
        decision = may(user, operation, at=AT)
        assert not decision
        assert str(decision.reason)


def test_a_superuser_may_do_everything_but_what_binds_superusers() -> None:
    person = UserFactory(admin=True)
    assert all(may(person, operation.name, at=AT) for operation in operations() if not operation.binds_superusers)
    bound = {operation.name for operation in operations() if operation.binds_superusers}
    assert {"decide_department", "decide_technical", "decide_board", "publish_urgently"} <= bound
    assert not any(may(person, name, at=AT) for name in bound)


def test_an_operation_that_binds_superusers_asks_its_predicate_about_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.departments.policy._operations", {})
    register(Operation("decide", "", has_role(Role.BOARD_HEAD), binds_superusers=True))
    person = UserFactory(admin=True)
    actor = actor_of(person, at=AT)
    assert not may(person, "decide", at=AT)
    assert not decide(actor, "decide")
    MembershipFactory(person=person, role=Role.BOARD_HEAD)
    assert may(person, "decide", at=AT)
    assert decide(actor_of(person, at=AT), "decide")


def test_the_membership_of_that_day_decides() -> None:
    membership = MembershipFactory(role=Role.ADMINISTRATOR, valid_to=datetime.date(2026, 6, 15))
    assert may(membership.person, "manage_units", at=AT)
    assert not may(membership.person, "manage_units", at=AT + datetime.timedelta(days=1))


def test_a_role_held_in_the_office_is_held_for_the_agency_and_below() -> None:
    city = OrgUnitFactory(kind=OrgUnit.Kind.UBND)
    office = OrgUnitFactory(parent=city, kind=OrgUnit.Kind.VAN_PHONG)
    ward = OrgUnitFactory(parent=city, kind=OrgUnit.Kind.PHUONG_XA)
    division = OrgUnitFactory(parent=ward)
    of_city, of_ward = member_of(office, Role.ADMINISTRATOR), member_of(division, Role.ADMINISTRATOR)
    for target in (city, office, ward, division):
        assert may(of_city, "manage_units", target=target, at=AT)
    assert may(of_ward, "manage_units", target=ward, at=AT)
    assert not may(of_ward, "manage_units", target=city, at=AT)
    assert not may(of_ward, "manage_units", target=office, at=AT)


def test_a_refusal_says_why_in_vietnamese() -> None:
    person = member_of(OrgUnitFactory(), Role.CONTRIBUTOR)
    with pytest.raises(NotAllowed, match="Chỉ các vai trò sau được thực hiện: quản trị hệ thống"):
        require(person, "manage_units", at=AT)


def test_an_unknown_operation_is_an_error() -> None:
    with pytest.raises(KeyError):
        may(UserFactory(), "fly", at=AT)


def test_an_operation_is_registered_once() -> None:
    with pytest.raises(ImproperlyConfigured):
        register(Operation("manage_units", "again", has_role(Role.CONTRIBUTOR)))


def test_an_actor_knows_roles_by_unit() -> None:
    agency = OrgUnitFactory()
    division, other = OrgUnitFactory(parent=agency), OrgUnitFactory(parent=agency)
    actor = actor_of(member_of(division, Role.DEPARTMENT_HEAD), at=AT)
    assert actor.has(Role.DEPARTMENT_HEAD)
    assert actor.has(Role.DEPARTMENT_HEAD, unit=division)
    assert not actor.has(Role.DEPARTMENT_HEAD, unit=other)
    assert not actor.has(Role.DEPARTMENT_HEAD, unit=agency)
    assert actor.units_as(Role.DEPARTMENT_HEAD) == {division.pk}
    assert actor_of(member_of(agency, Role.BOARD_HEAD), at=AT).has(Role.BOARD_HEAD, unit=division)
    assert ALLOWED
