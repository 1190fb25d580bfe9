"""Boards and regulations by decision; history is kept."""

import datetime

import pytest

from cms.departments.actions import Seat, adopt_regulation, appoint_board
from cms.departments.errors import (
    BoardNeedsOneHead,
    DecisionAlreadyRecorded,
    OlderThanTheOneInForce,
    SeatTakenTwice,
)
from cms.departments.models import BoardMember, EditorialBoard, Membership, OperatingRegulation, OrgUnit
from cms.departments.queries import board_in_force, memberships_of, regulation_in_force
from cms.departments.roles import Role
from cms.kernel.calendar import HANOI
from tests.factories.accounts import UserFactory
from tests.factories.departments import OrgUnitFactory

pytestmark = pytest.mark.django_db
D = datetime.date
AT = datetime.datetime(2026, 6, 15, 9, tzinfo=HANOI)


@pytest.fixture
def agency() -> OrgUnit:
    return OrgUnitFactory(agency=True)


def board(agency: OrgUnit, unit: OrgUnit, number: str, date: datetime.date, *seats: Seat) -> EditorialBoard:
    return appoint_board(
        agency=agency,
        unit=unit,
        decision_number=number,
        decision_date=date,
        issuer="Giám đốc Sở",
        seats=seats,
        by=None,
        at=AT,
    )


@pytest.mark.requirement("R001", "R003", "R005")
def test_the_next_decision_makes_the_next_board_and_the_last_is_kept(agency: OrgUnit) -> None:
    unit = OrgUnitFactory(parent=agency, kind="ban_bien_tap")
    head, stays, leaves = UserFactory(), UserFactory(), UserFactory()
    first = board(
        agency,
        unit,
        "66/QĐ-SNgV",
        D(2017, 2, 1),
        Seat(leaves, Role.BOARD_HEAD),
        Seat(stays, Role.BOARD_MEMBER),
    )
    second = board(
        agency, unit, "135/QĐ-SNgV", D(2023, 5, 2), Seat(head, Role.BOARD_HEAD), Seat(stays, Role.BOARD_MEMBER)
    )
    assert board_in_force(agency, D(2017, 1, 31)) is None
    assert board_in_force(agency, D(2023, 5, 1)) == first
    assert board_in_force(agency, D(2023, 5, 2)) == second
    assert set(first.members.values_list("person", "valid_to")) == {
        (leaves.pk, D(2023, 5, 1)),
        (stays.pk, D(2023, 5, 1)),
    }
    assert list(memberships_of(leaves, D(2023, 5, 2))) == []
    assert [row.valid_from for row in memberships_of(stays, D(2023, 5, 2))] == [D(2017, 2, 1)]
    assert [row.role for row in memberships_of(head, D(2023, 5, 2))] == ["board_head"]


@pytest.mark.requirement("R008", "R009")
@pytest.mark.parametrize("heads", [0, 2])
def test_a_board_has_exactly_one_head(agency: OrgUnit, heads: int) -> None:
    seats = [Seat(UserFactory(), Role.BOARD_HEAD) for _ in range(heads)]
    with pytest.raises(BoardNeedsOneHead):
        board(agency, agency, "1", D(2026, 1, 1), Seat(UserFactory(), Role.SECRETARIAT), *seats)
    assert not EditorialBoard.objects.exists()
    assert not Membership.objects.exists()


def test_nobody_sits_twice_on_one_seat(agency: OrgUnit) -> None:
    person = UserFactory()
    with pytest.raises(SeatTakenTwice):
        board(
            agency,
            agency,
            "1",
            D(2026, 1, 1),
            Seat(UserFactory(), Role.BOARD_HEAD),
            Seat(person, Role.BOARD_MEMBER),
            Seat(person, Role.BOARD_MEMBER),
        )
    assert not BoardMember.objects.exists()


def test_a_decision_is_recorded_once_and_in_order(agency: OrgUnit) -> None:
    seat = Seat(UserFactory(), Role.BOARD_HEAD)
    board(agency, agency, "66/QĐ", D(2020, 1, 1), seat)
    with pytest.raises(DecisionAlreadyRecorded):
        board(agency, agency, "66/QĐ", D(2020, 1, 1), seat)
    with pytest.raises(OlderThanTheOneInForce):
        board(agency, agency, "55/QĐ", D(2019, 1, 1), seat)
    assert EditorialBoard.objects.count() == 1


def regulation(agency: OrgUnit, number: str, valid_from: datetime.date) -> OperatingRegulation:
    return adopt_regulation(
        agency=agency,
        decision_number=number,
        issuer="Ủy ban nhân dân",
        title="Quy chế hoạt động",
        valid_from=valid_from,
        by=None,
        at=AT,
    )


@pytest.mark.requirement("R002", "R003")
def test_one_regulation_is_in_force_at_a_time(agency: OrgUnit) -> None:
    first = regulation(agency, "26/QĐ-SNgV", D(2017, 1, 1))
    second = regulation(agency, "56/QĐ-SNgV", D(2024, 4, 19))
    assert regulation_in_force(agency, D(2016, 12, 31)) is None
    assert regulation_in_force(agency, D(2024, 4, 18)) == first
    assert regulation_in_force(agency, D(2024, 4, 19)) == second


@pytest.mark.requirement("R004")
def test_units_below_inherit_the_regulation_until_they_have_their_own(agency: OrgUnit) -> None:
    ward = OrgUnitFactory(parent=agency, kind="phuong_xa")
    part = OrgUnitFactory(parent=ward)
    of_city = regulation(agency, "8083/QĐ-UBND", D(2023, 1, 1))
    assert regulation_in_force(part, D(2024, 1, 1)) == of_city
    own = regulation(ward, "12/QĐ-UBND", D(2024, 6, 1))
    assert regulation_in_force(part, D(2024, 5, 31)) == of_city
    assert regulation_in_force(part, D(2024, 6, 1)) == own


def test_an_older_or_the_same_regulation_is_refused(agency: OrgUnit) -> None:
    regulation(agency, "26/QĐ", D(2020, 1, 1))
    with pytest.raises(DecisionAlreadyRecorded):
        regulation(agency, "26/QĐ", D(2021, 1, 1))
    with pytest.raises(OlderThanTheOneInForce):
        regulation(agency, "20/QĐ", D(2019, 1, 1))
    assert OperatingRegulation.objects.count() == 1
