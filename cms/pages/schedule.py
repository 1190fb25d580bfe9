"""How far ahead a page may be set to begin and to end: pure, the moment is a parameter."""

import datetime

from cms.kernel.calendar import HANOI
from cms.kernel.errors import DomainError
from cms.pages.errors import BeginsTooFarAhead, BeyondTheCalendar, EndsTooFarAhead

# An approval is of a text as things stand: after more than the year of a plan, who reads it anew must decide. What
# is typed further ahead is a slip of the year (2206 for 2026), and such a text would never appear, without a word.
LONGEST_WAIT = datetime.timedelta(days=366)
# Notices and programmes run for some years, the longest plans for ten. What is meant to stay has no end at all: a
# later one is a slip too, and the text would outlive its day by generations.
LONGEST_STAY = datetime.timedelta(days=3653)
# Nothing of the platform is older; the first years of the calendar cannot even be stored in UTC.
EARLIEST = datetime.datetime(2000, 1, 1, tzinfo=HANOI)
BOUNDS: dict[str, tuple[datetime.timedelta, type[DomainError]]] = {
    "go_live_at": (LONGEST_WAIT, BeginsTooFarAhead),
    "expire_at": (LONGEST_STAY, EndsTooFarAhead),
}


def refusal_of(name: str, moment: datetime.datetime | None, *, at: datetime.datetime) -> DomainError | None:
    """Why a page may not have that `go_live_at` or `expire_at`, decided at `at`; None where it may."""
    if moment is None:
        return None
    if moment < EARLIEST:
        return BeyondTheCalendar(earliest=EARLIEST)
    longest, error = BOUNDS[name]
    latest = at + longest
    return error(latest=latest.astimezone(HANOI)) if moment > latest else None
