"""Why this date, in a sentence for people."""

import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.kernel.calendar import HANOI, Counting


def due_words(basis: dict[str, Any]) -> str:
    """Why a step is due when it is: from when, how many days, counted how, by whose rule."""
    if not basis:
        return ""
    days = int(basis["days"])
    since = datetime.datetime.fromisoformat(str(basis["triggered_at"])).astimezone(HANOI)
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
    said = counted.format(days=days, since=since.strftime("%H:%M %d/%m/%Y"))
    return _("{counted} ({rule})").format(counted=said, rule=rule)


def urgent_due_words(at: datetime.datetime) -> str:
    """Why an urgent act is to be reviewed by then."""
    since = at.astimezone(HANOI).strftime("%H:%M %d/%m/%Y")
    return _("one working day after the urgent act of {since}").format(since=since)
