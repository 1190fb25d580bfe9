"""What a new day changes without anybody's doing: sections that open or close, units whose last day is over."""

import datetime

from home.actions import note_closed_units, renew_menus


def changes_of_the_day(at: datetime.datetime) -> int:
    """Menus and units as of the day in Hanoi; how many documents were renewed. Bears being run at any time."""
    return renew_menus(at=at) + note_closed_units(at=at)
