"""Whose roles ask for a second factor (STACK §4): who approves, publishes, pays or appoints."""

import datetime
from typing import TYPE_CHECKING

from cms.departments.policy import actor_of
from cms.departments.roles import Role

if TYPE_CHECKING:
    from cms.accounts.models import User

ROLES = (
    Role.DEPARTMENT_HEAD,
    Role.BOARD_MEMBER,
    Role.BOARD_HEAD,
    Role.STANDING_OFFICE,
    Role.FINANCE_ESTIMATE,
    Role.FINANCE_ALLOCATION,
    Role.FINANCE_PAYMENT,
    Role.ADMINISTRATOR,
)


def holds_such_a_role(person: "User", at: datetime.datetime) -> bool:
    """Whether the person has one of them that day, by their own membership or on behalf of somebody. One query."""
    return actor_of(person, at=at).has(*ROLES)
