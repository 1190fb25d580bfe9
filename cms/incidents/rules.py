"""The figures of a period, from the faults alone. Pure: no clock, no database."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

_MINUTE = datetime.timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A fault as its figures need it. `is_real` is False once somebody found that nothing was wrong."""

    site: int
    kind: str
    is_outage: bool
    is_real: bool
    began_at: datetime.datetime
    opened_at: datetime.datetime
    ended_at: datetime.datetime | None
    closed_at: datetime.datetime | None


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What a quarterly report says of technical faults (R074).

    brought_forward: real faults of before that were still open when the period began; reported: real ones opened in
    it; closed: real ones closed in it; still_open: open when it ended, or now. So brought_forward + reported − closed
    = still_open. not_faults: reports of the period that were none. outage_minutes: how long the public could not use
    a site, each minute of a site once. median_minutes, longest_minutes: from being noticed to being over, of the
    closed ones; None when none was closed.
    """

    brought_forward: int
    reported: int
    closed: int
    still_open: int
    not_faults: int
    outages: int
    outage_minutes: int
    median_minutes: int | None
    longest_minutes: int | None
    by_kind: dict[str, int]


def figures_of(
    faults: Iterable[Fault], *, start: datetime.datetime, end: datetime.datetime, at: datetime.datetime
) -> Figures:
    """Count the faults of the moments from `start` to before `end`, as known at `at`; a period may not be over yet."""
    end = max(start, min(end, at))
    faults = list(faults)
    known = [fault for fault in faults if fault.opened_at < end]
    real = [fault for fault in known if fault.is_real]
    opened = [fault for fault in real if fault.opened_at >= start]
    closed = [fault for fault in real if fault.closed_at is not None and start <= fault.closed_at < end]
    lasted = [_minutes(fault.ended_at - fault.began_at) for fault in closed if fault.ended_at is not None]
    outages = [fault for fault in faults if _is_outage_within(fault, start, end)]
    return Figures(
        brought_forward=sum(fault.opened_at < start and not _closed_before(fault, start) for fault in real),
        reported=len(opened),
        closed=len(closed),
        still_open=sum(not _closed_before(fault, end) for fault in real),
        not_faults=sum(fault.opened_at >= start for fault in known if not fault.is_real),
        outages=len(outages),
        outage_minutes=sum(_covered(outages, site, start, end) for site in {fault.site for fault in outages}),
        median_minutes=round(median(lasted)) if lasted else None,
        longest_minutes=max(lasted, default=None),
        by_kind=dict(Counter(fault.kind for fault in opened)),
    )


def _closed_before(fault: Fault, moment: datetime.datetime) -> bool:
    return fault.closed_at is not None and fault.closed_at < moment


def _is_outage_within(fault: Fault, start: datetime.datetime, end: datetime.datetime) -> bool:
    """Whether the public had to do without a site in the period, even if nobody said so before its end."""
    return fault.is_real and fault.is_outage and fault.began_at < end and (fault.ended_at or end) > start


def _covered(outages: list[Fault], site: int, start: datetime.datetime, end: datetime.datetime) -> int:
    """Minutes of a site under at least one outage."""
    covered, reached = datetime.timedelta(), start
    for fault in sorted((fault for fault in outages if fault.site == site), key=lambda fault: fault.began_at):
        since, until = max(fault.began_at, reached), min(fault.ended_at or end, end)
        if until > since:
            covered, reached = covered + (until - since), until
    return _minutes(covered)


def _minutes(span: datetime.timedelta) -> int:
    return span // _MINUTE
