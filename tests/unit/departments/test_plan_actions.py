"""What the plan loader asks of the organisation: to open a unit again, to record a decision before its members."""

import datetime

import pytest

from cms.audit.models import AuditEntry
from cms.departments.actions import Seat, appoint_board, close_unit, reopen_unit
from cms.departments.errors import DecisionAlreadyRecorded, EndsBeforeItBegins, LegalBasisMissing
from cms.departments.models import EditorialBoard, Membership, OrgUnit
from cms.departments.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.departments import OrgUnitFactory

pytestmark = pytest.mark.django_db

JULY = datetime.date(2016, 7, 21)


def closed_unit(at: datetime.datetime) -> OrgUnit:
    return close_unit(unit=OrgUnitFactory(), on=datetime.date(2017, 1, 1), reason="Bỏ", by=None, at=at)


def test_a_reopened_unit_is_the_same_with_its_history(at: datetime.datetime) -> None:
    unit = closed_unit(at)
    reopened = reopen_unit(unit=unit, on=datetime.date(2017, 3, 1), legal_basis="Lập lại", by=None, at=at)
    assert (reopened.pk, reopened.valid_to) == (unit.pk, None)
    assert list(unit.names.order_by("pk").values_list("valid_from", "valid_to")) == [
        (None, datetime.date(2016, 12, 31)),
        (datetime.date(2017, 3, 1), None),
    ]
    assert AuditEntry.objects.filter(action="unit.reopened").count() == 1


def test_an_open_unit_is_not_opened_again(at: datetime.datetime) -> None:
    unit = OrgUnitFactory()
    reopen_unit(unit=unit, on=datetime.date(2017, 3, 1), legal_basis="Lập lại", by=None, at=at)
    assert unit.names.count() == 1
    assert not AuditEntry.objects.filter(action="unit.reopened").exists()


@pytest.mark.parametrize(
    ("on", "basis", "error"),
    [
        (datetime.date(2016, 12, 31), "Lập lại", EndsBeforeItBegins),
        (datetime.date(2017, 3, 1), " ", LegalBasisMissing),
    ],
)
def test_reopening_needs_a_later_day_and_a_basis(
    at: datetime.datetime, on: datetime.date, basis: str, error: type[Exception]
) -> None:
    unit = closed_unit(at)
    with pytest.raises(error):
        reopen_unit(unit=unit, on=on, legal_basis=basis, by=None, at=at)
    unit.refresh_from_db()
    assert unit.valid_to == datetime.date(2016, 12, 31)


@pytest.mark.requirement("R001")
def test_a_decision_recorded_without_members_is_seated_once(at: datetime.datetime) -> None:
    agency = OrgUnitFactory(agency=True)
    unit = OrgUnitFactory(parent=agency, kind=OrgUnit.Kind.BAN_BIEN_TAP)
    seats = [Seat(person=UserFactory(), role=Role.BOARD_HEAD)]

    def decide(members: list[Seat]) -> EditorialBoard:
        return appoint_board(
            agency=agency, unit=unit, decision_number="66/QĐ-SNgV", decision_date=JULY, issuer="Sở",
            seats=members, by=None, at=at,
        )  # fmt: skip

    recorded = decide([])
    assert recorded.members.count() == 0
    with pytest.raises(DecisionAlreadyRecorded):
        decide([])
    assert decide(seats).pk == recorded.pk
    assert list(Membership.objects.values_list("person", "role", "valid_from")) == [
        (seats[0].person.pk, "board_head", JULY)
    ]
    with pytest.raises(DecisionAlreadyRecorded):
        decide(seats)
    assert EditorialBoard.objects.count() == 1
