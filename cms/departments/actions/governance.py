"""Editorial boards and operating regulations by decision; the next one closes the last (R001–R004)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from cms.audit.actions import record
from cms.departments.actions.memberships import appoint, end_membership
from cms.departments.errors import (
    BoardNeedsOneHead,
    DecisionAlreadyRecorded,
    OlderThanTheOneInForce,
    SeatTakenTwice,
)
from cms.departments.models import BoardMember, EditorialBoard, Membership, OperatingRegulation, OrgUnit
from cms.departments.roles import Role
from cms.kernel.text import clean_line

if TYPE_CHECKING:
    from cms.accounts.models import User

_ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Seat:
    """A person and what they are on the board."""

    person: "User"
    role: str


@transaction.atomic
def appoint_board(
    *,
    agency: OrgUnit,
    unit: OrgUnit,
    decision_number: str,
    decision_date: datetime.date,
    issuer: str,
    seats: Sequence[Seat],
    valid_from: datetime.date | None = None,
    by: "User | None",
    at: datetime.datetime,
) -> EditorialBoard:
    """Record the decision that sets up the editorial board of an agency; it takes the place of the last (R001, R003).

    `unit` is the board as a unit: each seat is a membership in it from `valid_from` (default: the decision's date);
    who keeps a seat keeps the membership, who loses one is a member until the eve. Without seats only the decision
    is recorded (a plan names no persons); the same decision with seats then fills them. Raise BoardNeedsOneHead,
    SeatTakenTwice, DecisionAlreadyRecorded or OlderThanTheOneInForce.
    """
    begins = valid_from or decision_date
    number = clean_line(decision_number)
    if seats:
        _check_seats(seats)
    recorded = EditorialBoard.objects.filter(agency=agency, decision_number=number, decision_date=decision_date).first()
    if recorded is not None:
        return _fill_recorded(recorded, seats, by=by, at=at)
    last = EditorialBoard.objects.filter(agency=agency, valid_to__isnull=True).first()
    if last is not None and last.valid_from >= begins:
        raise OlderThanTheOneInForce(number=last.decision_number, since=last.valid_from)
    if last is not None:
        _close_board(last, eve=begins - _ONE_DAY)
    board = EditorialBoard.objects.create(
        agency=agency,
        unit=unit,
        decision_number=number,
        decision_date=decision_date,
        issuer=clean_line(issuer),
        valid_from=begins,
    )
    _fill_seats(board, seats, by=by, at=at)
    data = {"agency": agency.key, "number": number, "from": begins, "seats": len(seats)}
    record(action="board.appointed", by=by, at=at, target=board, data=data)
    return board


@transaction.atomic
def adopt_regulation(
    *,
    agency: OrgUnit,
    decision_number: str,
    issuer: str,
    title: str,
    valid_from: datetime.date,
    decision_date: datetime.date | None = None,
    by: "User | None",
    at: datetime.datetime,
) -> OperatingRegulation:
    """Record the regulation an agency works by; one is in force at a time and the units below inherit it (R002, R004).

    Raise DecisionAlreadyRecorded or OlderThanTheOneInForce.
    """
    number = clean_line(decision_number)
    own = OperatingRegulation.objects.filter(agency=agency)
    if own.filter(decision_number=number).exists():
        raise DecisionAlreadyRecorded(number=number)
    last = own.filter(valid_to__isnull=True).first()
    if last is not None:
        if last.valid_from >= valid_from:
            raise OlderThanTheOneInForce(number=last.decision_number, since=last.valid_from)
        last.valid_to = valid_from - _ONE_DAY
        last.save(update_fields=["valid_to"])
    regulation = OperatingRegulation.objects.create(
        agency=agency,
        decision_number=number,
        decision_date=decision_date,
        issuer=clean_line(issuer),
        title=clean_line(title),
        valid_from=valid_from,
    )
    data = {"agency": agency.key, "number": number, "from": valid_from}
    record(action="regulation.adopted", by=by, at=at, target=regulation, data=data)
    return regulation


def _fill_recorded(
    board: EditorialBoard, seats: Sequence[Seat], *, by: "User | None", at: datetime.datetime
) -> EditorialBoard:
    """Seat the members of a decision that was recorded without them; raise DecisionAlreadyRecorded otherwise."""
    if not seats or board.members.exists():
        raise DecisionAlreadyRecorded(number=board.decision_number)
    _fill_seats(board, seats, by=by, at=at)
    data = {"agency": board.agency.key, "number": board.decision_number, "seats": len(seats)}
    record(action="board.seated", by=by, at=at, target=board, data=data)
    return board


def _check_seats(seats: Sequence[Seat]) -> None:
    heads = sum(seat.role == Role.BOARD_HEAD for seat in seats)
    if heads != 1:
        raise BoardNeedsOneHead(heads=heads)
    taken: set[tuple[int, str]] = set()
    for seat in seats:
        if (seat.person.pk, seat.role) in taken:
            raise SeatTakenTwice(person=seat.person)
        taken.add((seat.person.pk, seat.role))


def _close_board(board: EditorialBoard, *, eve: datetime.date) -> None:
    board.valid_to = eve
    board.save(update_fields=["valid_to"])
    board.members.filter(valid_to__isnull=True).update(valid_to=eve)


def _fill_seats(board: EditorialBoard, seats: Sequence[Seat], *, by: "User | None", at: datetime.datetime) -> None:
    """Make the memberships of the board's unit those of its seats, by date."""
    begins = board.valid_from
    wanted = {(seat.person.pk, Role(seat.role).value): seat for seat in seats}
    held = Membership.objects.in_force(on=begins).filter(unit=board.unit, role__in=Role.values)
    for membership in held:
        if (membership.person_id, membership.role) in wanted:
            wanted.pop((membership.person_id, membership.role))
        elif membership.valid_from < begins:
            end_membership(membership=membership, on=begins - _ONE_DAY, by=by, at=at)
    for seat in seats:
        role = Role(seat.role).value
        BoardMember.objects.create(board=board, person=seat.person, role=role, valid_from=begins)
        if (seat.person.pk, role) in wanted:
            appoint(person=seat.person, unit=board.unit, role=role, valid_from=begins, by=by, at=at)
