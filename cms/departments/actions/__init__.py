"""Every change of the organisation: units, memberships, boards and regulations, the calendar.

Actions check the rules, not the person: doors ask `policy.may` first. `by=None` is the system.
"""

from cms.departments.actions.calendar import load_calendar, remove_holiday, remove_swap, set_holiday, swap_day
from cms.departments.actions.delegations import delegate, end_delegation
from cms.departments.actions.governance import Seat, adopt_regulation, appoint_board
from cms.departments.actions.handover import hand_over
from cms.departments.actions.memberships import appoint, create_post, end_membership, update_post
from cms.departments.actions.people import (
    ask_factor_reset,
    close_account,
    decide_factor_reset,
    open_account,
    reopen_account,
)
from cms.departments.actions.units import (
    close_unit,
    create_unit,
    dissolve_unit,
    merge_units,
    rename_unit,
    reopen_unit,
    update_unit,
)

__all__ = [
    "Seat",
    "adopt_regulation",
    "appoint",
    "appoint_board",
    "ask_factor_reset",
    "close_account",
    "close_unit",
    "create_post",
    "create_unit",
    "decide_factor_reset",
    "delegate",
    "dissolve_unit",
    "end_delegation",
    "end_membership",
    "hand_over",
    "load_calendar",
    "merge_units",
    "open_account",
    "remove_holiday",
    "remove_swap",
    "rename_unit",
    "reopen_account",
    "reopen_unit",
    "set_holiday",
    "swap_day",
    "update_post",
    "update_unit",
]
