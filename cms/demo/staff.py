"""The accounts of the demo are opened and take their posts, through the actions that a person would use."""

import datetime
from collections.abc import Mapping

from cms.accounts.actions import create_user, set_password, update_user
from cms.accounts.models import User
from cms.demo.accounts import BOARD, DEPARTMENT, PEOPLE, Person
from cms.demo.accounts import Seat as PlannedSeat
from cms.demo.config import DemoConfig
from cms.departments.actions import appoint, appoint_board
from cms.departments.actions.governance import Seat
from cms.departments.models import OrgUnit, Post

_DECISION = "Quyết định minh họa"


def open_accounts(passwords: Mapping[str, str], *, config: DemoConfig, at: datetime.datetime) -> dict[str, User]:
    """Everybody of `PEOPLE`, by user name, with the roles and posts they hold from the first day on."""
    users = {person.username: _open(person, passwords[person.username], at=at) for person in PEOPLE}
    _seat_board(users, config=config, at=at)
    units = {unit.key: unit for unit in OrgUnit.objects.all()}
    posts = {post.key: post for post in Post.objects.all()}
    for person in PEOPLE:
        for seat in person.seats:
            if seat.unit != BOARD:
                _seat(users[person.username], seat, units[seat.unit], posts, config=config, at=at)
    return users


def _open(person: Person, password: str, *, at: datetime.datetime) -> User:
    """A new account; or the one that a removal closed because the audit log names it."""
    closed = User.objects.filter(
        username=person.username, display_name=person.display_name, is_active=False, is_superuser=False
    ).first()
    if closed is None:
        return create_user(
            username=person.username, display_name=person.display_name, password=password, by=None, at=at
        )
    set_password(user=closed, password=password, by=None, at=at)
    return update_user(user=closed, is_active=True, by=None, at=at)


def _seat(
    user: User,
    seat: PlannedSeat,
    unit: OrgUnit,
    posts: Mapping[str, Post],
    *,
    config: DemoConfig,
    at: datetime.datetime,
) -> None:
    for key in seat.posts or (None,):
        post = posts[key] if key else None
        appoint(person=user, unit=unit, role=seat.role, post=post, valid_from=config.first_day, by=None, at=at)


def _seat_board(users: Mapping[str, User], *, config: DemoConfig, at: datetime.datetime) -> None:
    """One sample decision sets up the board of the department; it takes the place of the plan's, which names nobody."""
    appoint_board(
        agency=OrgUnit.objects.get(key=DEPARTMENT),
        unit=OrgUnit.objects.get(key=BOARD),
        decision_number=_DECISION,
        decision_date=config.first_day,
        issuer=OrgUnit.objects.get(key=DEPARTMENT).name_vi,
        seats=[Seat(person=users[person.username], role=role) for person, role in board_seats()],
        by=None,
        at=at,
    )


def board_seats() -> list[tuple[Person, str]]:
    """Who sits on the department's board, and as what."""
    return [(person, seat.role) for person in PEOPLE for seat in person.seats if seat.unit == BOARD]
