"""Why this date, in a sentence for people."""

import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.kernel.calendar import HANOI, Counting


def due_words(basis: dict[str, Any]) -> str:
    """Why a translation is due when it is: from when, how many days, counted how, by whose rule."""
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
    rule = {"default": _("the platform's default"), "site": _("the rule of the site")}[basis["rule"]]
    said = counted.format(days=days, since=since.strftime("%H:%M %d/%m/%Y"))
    return _("{counted} ({rule})").format(counted=said, rule=rule)


def moment(at: datetime.datetime) -> str:
    """14:05 31/12/2026, by the clock of Hanoi."""
    return at.astimezone(HANOI).strftime("%H:%M %d/%m/%Y")
