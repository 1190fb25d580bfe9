"""The pure rules: clocks with their legal days, completeness, freshness, share online, figures."""

import datetime
from typing import Any

import pytest
from django.conf import settings

from cms.kernel.calendar import HANOI, Calendar
from cms.kernel.sheets import csv_of, xlsx_of
from procedures.clocks import next_reminder, post_due, signature, table_in_force, tables_of, update_due
from procedures.figures.rules import Numbers, total_of
from procedures.truth import (
    CatalogueEntry,
    Freshness,
    Standing,
    completeness,
    freshness,
    online_share,
    verified_until,
)

CALENDAR = Calendar(holidays=frozenset(), days_off=frozenset(), days_worked=frozenset())
TABLE = table_in_force(tables_of(settings.PROCEDURE_CLOCKS), on=datetime.date(2026, 3, 11))
WEDNESDAY, FRIDAY = datetime.date(2026, 3, 11), datetime.date(2026, 3, 13)


@pytest.mark.requirement("R041")
@pytest.mark.parametrize(
    ("level", "shortened", "signed", "last_day"),
    [
        ("province", False, WEDNESDAY, datetime.date(2026, 3, 18)),  # 5 working days
        ("ministry", False, WEDNESDAY, datetime.date(2026, 3, 25)),  # 10
        ("province", True, WEDNESDAY, datetime.date(2026, 3, 13)),  # 2
        ("ministry", True, FRIDAY, datetime.date(2026, 3, 17)),  # 2, over a weekend
    ],
)
def test_posting_is_due_by_the_legal_working_days(level: str, shortened: bool, signed: Any, last_day: Any) -> None:
    due = post_due(TABLE, issuer_level=level, is_shortened=shortened, signed_on=signed, calendar=CALENDAR)
    assert due.at.astimezone(HANOI).date() == last_day
    assert due.at.astimezone(HANOI).strftime("%H:%M") == "23:59"
    assert "63/2010" in due.basis


@pytest.mark.requirement("R041")
@pytest.mark.parametrize(
    ("recorded", "effective", "last_day", "trigger"),
    [
        (WEDNESDAY, None, WEDNESDAY, "recorded"),
        (WEDNESDAY, datetime.date(2026, 3, 1), WEDNESDAY, "recorded"),
        (WEDNESDAY, FRIDAY, FRIDAY, "effective"),
        (datetime.date(2026, 3, 14), None, datetime.date(2026, 3, 16), "recorded"),  # Saturday
    ],
)
def test_a_procedure_is_brought_up_to_date_the_same_day(
    recorded: Any, effective: Any, last_day: Any, trigger: str
) -> None:
    due = update_due(TABLE, recorded_on=recorded, effective_on=effective, calendar=CALENDAR)
    assert (due.at.astimezone(HANOI).date(), due.trigger) == (last_day, trigger)


@pytest.mark.parametrize(
    ("level", "shortened", "norm", "days_late"),
    [("province", False, 16, 0), ("province", False, 15, 1), ("ministry", False, 31, 0), ("ministry", False, 30, 1),
     ("province", True, 8, 0), ("province", True, 7, 1)],
)  # fmt: skip
def test_a_decision_is_signed_in_time_for_its_norm(level: str, shortened: bool, norm: int, days_late: int) -> None:
    found = signature(
        TABLE, issuer_level=level, is_shortened=shortened, signed_on=WEDNESDAY,
        norm_effective_on=datetime.date(2026, 3, norm),
    )  # fmt: skip
    assert found is not None
    assert found.days_late == days_late


@pytest.mark.requirement("R107")
def test_the_table_of_the_day_of_signature_counts_and_reminders_come_daily() -> None:
    old, new = (
        dict(settings.PROCEDURE_CLOCKS[0]),
        {**settings.PROCEDURE_CLOCKS[0], "valid_from": "2026-01-01", "basis": "mới"},
    )
    tables = tables_of([old, new])
    assert table_in_force(tables, on=datetime.date(2025, 12, 31)).basis == old["basis"]
    assert table_in_force(tables, on=datetime.date(2026, 1, 1)).basis == "mới"
    due = datetime.datetime(2026, 3, 11, 16, 59, tzinfo=datetime.UTC)
    assert next_reminder(due_at=due, at=due - datetime.timedelta(hours=4)) == due
    assert next_reminder(due_at=due, at=due + datetime.timedelta(days=2, hours=1)) == due + datetime.timedelta(days=3)


def entry(key: str, **values: Any) -> CatalogueEntry:
    given: dict[str, Any] = {
        "page_id": 1, "key": key, "code": key, "name": key, "is_live": True, "is_current": True, "online_level": "full",
        "verified_on": None,
    }  # fmt: skip
    return CatalogueEntry(**{**given, **values})


@pytest.mark.requirement("R043")
def test_the_catalogue_is_measured_against_the_official_list() -> None:
    entries = [
        entry("1.1"), entry("1.2", missing=("b", "đ")), entry("1.3", is_live=False), entry("1.9"),
        entry("x", code=""), entry("1.4", is_current=False),
    ]  # fmt: skip
    found = completeness(entries, {"1.1": "A", "1.2": "B", "1.3": "C", "1.4": "D", "1.5": "E"})
    assert {line.code or line.entry.key: line.standing for line in found.lines if line.code or line.entry} == {
        "1.1": Standing.COMPLETE, "1.2": Standing.INCOMPLETE, "1.3": Standing.NOT_PUBLIC, "1.4": Standing.MISSING,
        "1.5": Standing.MISSING, "1.9": Standing.EXTRA, "x": Standing.WITHOUT_CODE,
    }  # fmt: skip
    assert found.share == 0.2
    without_list = completeness(entries, None)
    assert without_list.share is None
    assert without_list.count(Standing.INCOMPLETE) == 1


@pytest.mark.requirement("R042")
def test_the_share_online_counts_what_the_public_can_use() -> None:
    levels = ["full", "partial", "none", "", "full"]
    entries = [entry(str(n), online_level=level) for n, level in enumerate(levels)]
    hidden = [entry("d", is_live=False), entry("r", is_current=False)]
    share = online_share([*entries, *hidden])
    assert (share.total, share.online, share.untold, share.share, share.full_share) == (5, 3, 1, 0.6, 0.4)
    assert online_share([]).share is None


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [(0, Freshness.VERIFIED), (149, Freshness.VERIFIED), (150, Freshness.EXPIRING), (180, Freshness.EXPIRING),
     (181, Freshness.EXPIRED), (-1, Freshness.NEVER), (None, Freshness.NEVER)],
)  # fmt: skip
def test_a_verification_lasts_its_days(days_ago: int | None, expected: Freshness) -> None:
    on = datetime.date(2026, 11, 20)
    verified = on - datetime.timedelta(days=days_ago) if days_ago is not None else None
    assert freshness(verified, on=on, valid_days=180, warn_days=30) is expected


def test_the_last_day_of_a_verification_is_a_day_whatever_was_typed() -> None:
    assert verified_until(datetime.date(2026, 11, 2), valid_days=180) == datetime.date(2027, 5, 1)
    assert verified_until(datetime.date(9999, 12, 1), valid_days=180) == datetime.date.max


def test_figures_add_up_and_an_unknown_number_stays_unknown() -> None:
    one, two = (
        Numbers(received=10, solved=8, on_time=6, late=2, pending=2),
        Numbers(received=1, solved=0, on_time=0, late=0),
    )
    assert total_of([one, two]) == Numbers(received=11, solved=8, on_time=6, late=2, pending=None)
    assert (one.on_time_percent, two.on_time_percent) == (75.0, None)


def test_sheets_hold_text_and_never_formulas() -> None:
    import io

    import openpyxl

    rows = [["Tên"], ["=HYPERLINK(1)"], ["@x"], [5], [datetime.date(2026, 3, 11)]]
    assert csv_of(rows).decode("utf-8-sig").splitlines()[1:3] == ["'=HYPERLINK(1)", "'@x"]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_of(rows))).active
    assert [(row[0].data_type, row[0].value) for row in sheet.iter_rows(max_row=3)] == [
        ("s", "Tên"), ("s", "=HYPERLINK(1)"), ("s", "@x"),
    ]  # fmt: skip
