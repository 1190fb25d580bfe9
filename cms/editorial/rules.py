"""What a quota counts, how far a line is, and when something is due. Pure: values in, values out."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from cms.kernel.calendar import Calendar
from cms.kernel.periods import Period

# Kinds of pieces that are never a news item of a quota: an imported procedure is not a change notice,
# a weekly schedule not a work programme (DOMAIN E6); answers and galleries have units of their own.
_NEVER_ITEMS = frozenset({"procedure", "weekly_schedule", "gallery", "answer"})
_PHOTO_FORMATS = frozenset({"photo_story", "photo"})


@dataclass(frozen=True, kw_only=True)
class Quota:
    """What a line asks of a year. `section_counts_documents`: another line of the section counts the documents."""

    unit_of_count: str
    minimum: int | None = None
    maximum: int | None = None
    section_counts_documents: bool = False


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A contribution as the quota sees it. `group_first_on`: first day of any language version of it."""

    content_id: UUID
    locale: str
    kind: str
    format: str
    published_on: datetime.date
    group_first_on: datetime.date
    images: int = 0
    is_deleted: bool = False


class Pace(StrEnum):
    """How a line stands."""

    NO_QUOTA = "no_quota"
    BEHIND = "behind"
    ON_PACE = "on_pace"
    REACHED = "reached"
    ABOVE = "above"


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Done so far in the period, what the plan asks, and what this pace leads to at its end."""

    done: int
    minimum: int | None
    maximum: int | None
    forecast: int
    pace: Pace


def units_of(piece: Piece, quota: Quota) -> int:
    """How many units of the quota one piece is (DOMAIN E6); 0 when it does not count.

    Pictures count only in galleries and photo stories, never as illustrations. A document counts as a
    document where a line of the section counts documents (rows 8 and 9), and as an item elsewhere.
    """
    if piece.is_deleted:
        return 0
    if quota.unit_of_count == "hinh_anh":
        return piece.images if piece.kind == "gallery" or piece.format in _PHOTO_FORMATS else 0
    if quota.unit_of_count == "cau_tra_loi":
        return int(piece.kind == "answer")
    if quota.unit_of_count == "van_ban":
        return int(piece.kind == "document")
    if piece.kind == "document":
        return int(not quota.section_counts_documents)
    return int(piece.kind not in _NEVER_ITEMS)


def done_in(quota: Quota, pieces: Iterable[Piece], period: Period) -> int:
    """Units first published in the period, once per translation group, not deleted (DOMAIN E6)."""
    counted: dict[UUID, int] = {}
    for piece in pieces:
        if period.contains(piece.group_first_on):
            counted[piece.content_id] = max(counted.get(piece.content_id, 0), units_of(piece, quota))
    return sum(counted.values())


def translated_in(pieces: Iterable[Piece], period: Period, *, locale: str) -> int:
    """Items whose version in that language was first published in the period (row 18, R080)."""
    return len(
        {piece.content_id for piece in pieces if piece.locale == locale and period.contains(piece.published_on)}
        - {piece.content_id for piece in pieces if piece.is_deleted and piece.locale == locale}
    )


def progress(quota: Quota, done: int, period: Period, *, on: datetime.date) -> Progress:
    """Where a line stands on a day of its period.

    forecast: done ÷ days gone × days of the period, rounded down; on or after the last day it is `done`.
    The maximum is a figure of the plan and no stop: above it is a warning (R066).
    """
    total_days = (period.end - period.start).days + 1
    gone = min(max((on - period.start).days + 1, 1), total_days)
    forecast = done * total_days // gone
    return Progress(
        done=done,
        minimum=quota.minimum,
        maximum=quota.maximum,
        forecast=forecast,
        pace=_pace(quota, done, forecast),
    )


def _pace(quota: Quota, done: int, forecast: int) -> Pace:
    if quota.minimum is None and quota.maximum is None:
        return Pace.NO_QUOTA
    if quota.maximum is not None and done > quota.maximum:
        return Pace.ABOVE
    if quota.minimum is None or done >= quota.minimum:
        return Pace.REACHED
    return Pace.ON_PACE if forecast >= quota.minimum else Pace.BEHIND


def owed_until(quota: Quota, done: int, period: Period, *, until: datetime.date) -> int:
    """How many units are missing on a day of the even share of the minimum; 0 without a minimum or ahead of it.

    The share: minimum × days gone (that day included) ÷ days of the period, rounded up; all of it from the last day on.
    """
    total_days = (period.end - period.start).days + 1
    gone = min(max((until - period.start).days + 1, 0), total_days)
    share = -(-(quota.minimum or 0) * gone // total_days)
    return max(share - done, 0)


def due_at(
    *, mode: str, days: int | None, triggered_at: datetime.datetime, counting: str, calendar: Calendar
) -> datetime.datetime | None:
    """The last moment for what a trigger asks (R067), in Hanoi time; None where the line states no time.

    deadline: n days by the site's way of counting. on_change: the day of the change itself. A daily
    cadence is no deadline of an item.
    """
    if mode == "deadline" and days is not None:
        return calendar.due_at(triggered_at=triggered_at, days=days, counting=counting)
    if mode == "on_change":
        return calendar.due_at(triggered_at=triggered_at, days=0)
    return None


def is_stale(*, last_published_on: datetime.date | None, max_age_days: int | None, on: datetime.date) -> bool:
    """Whether a section is out of date (R025): its newest item is older than it may be."""
    if max_age_days is None or last_published_on is None:
        return False
    return (on - last_published_on).days > max_age_days


def sum_of_quotas(quotas: Sequence[Quota], *, unit_of_count: str) -> tuple[int, int]:
    """Minimum and maximum that the lines of one unit sum to (R065); a line without quota adds nothing."""
    chosen = [quota for quota in quotas if quota.unit_of_count == unit_of_count]
    return sum(quota.minimum or 0 for quota in chosen), sum(quota.maximum or 0 for quota in chosen)
