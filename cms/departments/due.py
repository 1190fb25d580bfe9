"""By when something is due and why: kept with what is due, and put into words when somebody asks."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.kernel.calendar import Counting, clock_words


@dataclass(frozen=True, kw_only=True)
class Due:
    """A date with its reasons: days, the site's way of counting them, whose rule, from when."""

    at: datetime.datetime
    days: int
    counting: str
    rule: str  # default | site | section
    triggered_at: datetime.datetime

    def basis(self) -> dict[str, object]:
        """For the database; `due_words` makes a sentence of it."""
        return {
            "days": self.days,
            "counting": self.counting,
            "rule": self.rule,
            "triggered_at": self.triggered_at.isoformat(),
        }


def due_words(basis: dict[str, Any]) -> str:
    """Why something is due when it is: from when, how many days, counted how, by whose rule."""
    if not basis:
        return ""
    days = int(basis["days"])
    counted = {
        Counting.CALENDAR_DAYS_ROLL: ngettext(
            "{days} day after {since}, moved to the next working day",
            "{days} days after {since}, moved to the next working day",
            days,
        ),
        Counting.WORKING_DAYS: ngettext("{days} working day after {since}", "{days} working days after {since}", days),
        Counting.STRICT_HOURS: _("exactly {days} × 24 hours after {since}"),
    }[Counting(basis["counting"])]
    rule = {
        "default": _("the platform's default"),
        "site": _("the rule of the site"),
        "section": _("the rule of the section"),
    }[basis["rule"]]
    since = clock_words(datetime.datetime.fromisoformat(str(basis["triggered_at"])))
    return _("{counted} ({rule})").format(counted=counted.format(days=days, since=since), rule=rule)
