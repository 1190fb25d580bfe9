"""What counts towards a quota, how far a line is, when something is due."""

import datetime
from uuid import UUID, uuid4

import pytest

from cms.editorial.rules import (
    Pace,
    Piece,
    Quota,
    done_in,
    due_at,
    is_stale,
    progress,
    sum_of_quotas,
    translated_in,
    units_of,
)
from cms.kernel.calendar import HANOI, Calendar
from cms.kernel.periods import Year

DAY = datetime.date(2026, 3, 10)
ITEMS = Quota(unit_of_count="tin_bai", minimum=200, maximum=220)
PICTURES = Quota(unit_of_count="hinh_anh", minimum=30, maximum=50)


def piece(kind: str = "article", *, content_id: UUID | None = None, locale: str = "vi", **facts: object) -> Piece:
    values: dict[str, object] = {"format": "report", "published_on": DAY, "group_first_on": DAY} | facts
    return Piece(content_id=content_id or uuid4(), locale=locale, kind=kind, **values)  # type: ignore[arg-type]


@pytest.mark.requirement("R066")
@pytest.mark.parametrize(
    ("unit", "kind", "article_format", "images", "counted"),
    [
        ("tin_bai", "article", "report", 3, 1),
        ("tin_bai", "document", "", 0, 1),
        ("tin_bai", "change_notice", "", 0, 1),
        ("tin_bai", "procedure", "", 0, 0),
        ("tin_bai", "work_programme", "", 0, 1),
        ("tin_bai", "weekly_schedule", "", 0, 0),
        ("tin_bai", "answer", "", 0, 0),
        ("van_ban", "document", "", 0, 1),
        ("van_ban", "article", "report", 0, 0),
        ("cau_tra_loi", "answer", "", 0, 1),
        ("cau_tra_loi", "article", "report", 0, 0),
        ("hinh_anh", "gallery", "", 12, 12),
        ("hinh_anh", "article", "photo_story", 5, 5),
        ("hinh_anh", "article", "report", 5, 0),
    ],
)
def test_a_piece_counts_in_the_unit_of_its_line(
    unit: str, kind: str, article_format: str, images: int, counted: int
) -> None:
    assert units_of(piece(kind, format=article_format, images=images), Quota(unit_of_count=unit)) == counted


@pytest.mark.requirement("R054", "R055")
def test_documents_of_a_section_with_a_line_of_documents_are_no_items() -> None:
    row_9 = Quota(unit_of_count="tin_bai", minimum=70, maximum=100, section_counts_documents=True)
    assert [units_of(piece(kind), row_9) for kind in ("document", "article")] == [0, 1]


def test_a_translation_group_counts_once_in_the_year_of_its_first_version() -> None:
    group = uuid4()
    last_year = datetime.date(2025, 12, 31)
    pieces = [
        piece(content_id=group),
        piece(content_id=group, locale="en"),
        piece(group_first_on=last_year),
        piece(is_deleted=True),
    ]
    assert done_in(ITEMS, pieces, Year(2026)) == 1
    assert done_in(ITEMS, pieces, Year(2025)) == 1


@pytest.mark.requirement("R080")
def test_the_english_line_counts_english_versions_by_their_own_day() -> None:
    pieces = [
        piece(locale="en", group_first_on=datetime.date(2025, 12, 31)),
        piece(locale="en", published_on=datetime.date(2025, 12, 31)),
        piece(locale="vi"),
        piece(locale="en", is_deleted=True),
    ]
    assert translated_in(pieces, Year(2026), locale="en") == 1


@pytest.mark.parametrize(
    ("done", "day", "forecast", "pace"),
    [
        (0, datetime.date(2026, 1, 1), 0, Pace.BEHIND),
        (41, datetime.date(2026, 3, 10), 216, Pace.ON_PACE),
        (30, datetime.date(2026, 3, 10), 158, Pace.BEHIND),
        (200, datetime.date(2026, 7, 1), 401, Pace.REACHED),
        (220, datetime.date(2026, 12, 31), 220, Pace.REACHED),
        (221, datetime.date(2026, 12, 31), 221, Pace.ABOVE),
        (199, datetime.date(2027, 2, 1), 199, Pace.BEHIND),
    ],
)
def test_progress_forecasts_the_end_of_the_year(done: int, day: datetime.date, forecast: int, pace: Pace) -> None:
    standing = progress(ITEMS, done, Year(2026), on=day)
    assert (standing.done, standing.forecast, standing.pace) == (done, forecast, pace)


@pytest.mark.requirement("R045")
def test_a_line_without_quota_is_never_late() -> None:
    assert progress(Quota(unit_of_count="tin_bai"), 3, Year(2026), on=DAY).pace is Pace.NO_QUOTA


@pytest.mark.requirement("R067")
@pytest.mark.parametrize(
    ("mode", "days", "counting", "expected"),
    [
        ("deadline", 1, "calendar_days_roll", datetime.datetime(2026, 3, 16, 23, 59, 59, 999999, tzinfo=HANOI)),
        ("deadline", 2, "working_days", datetime.datetime(2026, 3, 17, 23, 59, 59, 999999, tzinfo=HANOI)),
        ("deadline", 1, "strict_hours", datetime.datetime(2026, 3, 14, 10, 0, tzinfo=HANOI)),
        ("on_change", None, "calendar_days_roll", datetime.datetime(2026, 3, 13, 23, 59, 59, 999999, tzinfo=HANOI)),
        ("daily", None, "calendar_days_roll", None),
        ("none", None, "calendar_days_roll", None),
    ],
)
def test_a_deadline_follows_the_counting_of_the_site(
    mode: str, days: int | None, counting: str, expected: datetime.datetime | None
) -> None:
    friday = datetime.datetime(2026, 3, 13, 10, 0, tzinfo=HANOI)
    assert due_at(mode=mode, days=days, triggered_at=friday, counting=counting, calendar=Calendar()) == expected


@pytest.mark.parametrize(
    ("newest", "max_age", "stale"),
    [
        (datetime.date(2026, 3, 1), 9, False),
        (datetime.date(2026, 3, 1), 8, True),
        (datetime.date(2026, 3, 1), None, False),
        (None, 8, False),
    ],
)
def test_a_section_is_out_of_date_after_its_days(
    newest: datetime.date | None, max_age: int | None, stale: bool
) -> None:
    assert is_stale(last_published_on=newest, max_age_days=max_age, on=DAY) is stale


@pytest.mark.requirement("R065")
def test_quotas_sum_by_unit() -> None:
    quotas = [ITEMS, PICTURES, Quota(unit_of_count="tin_bai"), Quota(unit_of_count="tin_bai", minimum=2, maximum=5)]
    assert sum_of_quotas(quotas, unit_of_count="tin_bai") == (202, 225)
    assert sum_of_quotas(quotas, unit_of_count="hinh_anh") == (30, 50)
