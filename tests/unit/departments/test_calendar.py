"""Holidays and swapped days: the rules of their actions, and the truth of the data file."""

import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cms.audit.models import AuditEntry
from cms.departments.actions import load_calendar, remove_holiday, remove_swap, set_holiday, swap_day
from cms.departments.actions.calendar import DATA_FILE
from cms.departments.calendar_file import CalendarDays, read_calendar
from cms.departments.errors import (
    BadCalendarFile,
    DayAlreadySwapped,
    SourceMissing,
    SwapNeedsAWorkingAndAFreeDay,
)
from cms.departments.models import Holiday, SwappedDay
from cms.departments.queries import working_calendar
from cms.kernel.calendar import HANOI, end_of_day
from tests.unit.departments.lunar import solar_date

D = datetime.date
AT = datetime.datetime(2026, 6, 15, 9, tzinfo=HANOI)
YEARS = range(2017, 2028)


@pytest.fixture(scope="module")
def days() -> CalendarDays:
    return read_calendar(DATA_FILE)


def names_of(days: CalendarDays, year: int) -> dict[datetime.date, str]:
    return {row.day: row.name for row in days.holidays if row.day.year == year}


@pytest.mark.parametrize(
    ("lunar", "solar"),
    [((1, 1, 2007), D(2007, 2, 17)), ((1, 1, 1985), D(1985, 1, 21)), ((10, 3, 2023), D(2023, 4, 29))],
)
def test_the_check_itself_knows_days_everybody_knows(lunar: tuple[int, int, int], solar: datetime.date) -> None:
    # In 2007 and 1985 Vietnam's new year was not China's: 18 and 20 February there.
    assert solar_date(*lunar) == solar


@pytest.mark.parametrize("year", YEARS)
def test_lunar_holidays_are_on_their_lunar_days(days: CalendarDays, year: int) -> None:
    names = names_of(days, year)
    for day in (1, 2, 3):
        assert names[solar_date(day, 1, year)] == f"Tết Nguyên đán (mùng {day})"
    assert names[solar_date(1, 1, year) - datetime.timedelta(days=1)] == "Tết Nguyên đán (ngày cuối tháng Chạp)"
    assert names[solar_date(10, 3, year)] == "Giỗ Tổ Hùng Vương (10/3 âm lịch)"


@pytest.mark.parametrize("year", YEARS)
def test_fixed_holidays_are_there_and_as_many_as_the_law_says(days: CalendarDays, year: int) -> None:
    names = names_of(days, year)
    for month, day in ((1, 1), (4, 30), (5, 1), (9, 2)):
        assert D(year, month, day) in names
    legal = [name for name in names.values() if not name.startswith("Nghỉ bù")]
    # Ten days until 2020, eleven since: the second day of the National Day (Bộ luật Lao động 2019 Đ112).
    assert len(legal) == (10 if year < 2021 else 11)


@pytest.mark.parametrize("year", YEARS)
def test_every_holiday_on_a_week_end_is_made_good_once(days: CalendarDays, year: int) -> None:
    names = names_of(days, year)
    lost = [day for day, name in names.items() if day.weekday() >= 5]
    made_good = [day for day, name in names.items() if name.startswith("Nghỉ bù")]
    assert len(made_good) == len(lost)
    assert all(day.weekday() < 5 for day in made_good)
    # Each compensation follows its holiday with nothing but free days in between.
    for day in made_good:
        eve = day - datetime.timedelta(days=1)
        assert eve in names or eve.weekday() >= 5


def test_swaps_are_between_a_working_and_a_free_day(days: CalendarDays) -> None:
    holidays = {row.day for row in days.holidays}
    for swap in days.swaps:
        assert swap.day_off.weekday() < 5
        assert swap.day_off not in holidays
        assert swap.day_worked.weekday() == 5
        assert swap.day_worked not in holidays


def test_what_is_not_announced_yet_says_so(days: CalendarDays) -> None:
    undecided = [row for row in days.holidays if row.day.year == 2027 and row.name.startswith("Tết Nguyên đán")]
    assert undecided
    assert all("chưa có thông báo" in row.source for row in undecided)
    assert not [swap for swap in days.swaps if swap.day_off.year == 2027]


@pytest.mark.django_db
class TestActions:
    def test_the_file_is_loaded_once(self, days: CalendarDays) -> None:
        first = load_calendar(days=days, by=None, at=AT)
        assert (first.holidays, first.swaps) == (len(days.holidays), len(days.swaps))
        entries = AuditEntry.objects.count()
        again = load_calendar(days=days, by=None, at=AT)
        assert (again.holidays, again.swaps) == (0, 0)
        assert AuditEntry.objects.count() == entries

    def test_the_offices_own_word_is_not_overwritten(self, days: CalendarDays) -> None:
        set_holiday(day=D(2027, 9, 3), name="Quốc khánh", source="Thông báo 1/TB", by=None, at=AT)
        load_calendar(days=days, by=None, at=AT)
        assert Holiday.objects.get(day=D(2027, 9, 3)).source == "Thông báo 1/TB"

    @pytest.mark.requirement("R067")
    def test_deadlines_follow_the_loaded_calendar(self, days: CalendarDays) -> None:
        load_calendar(days=days, by=None, at=AT)
        calendar = working_calendar()
        # Friday before Tết 2026: two days later is a Sunday, and the offices open on 23 February.
        friday = datetime.datetime(2026, 2, 13, 16, tzinfo=HANOI)
        assert calendar.due_at(triggered_at=friday, days=2) == end_of_day(D(2026, 2, 23))
        # The Saturday worked for 31/8 counts.
        assert calendar.add_working_days(D(2026, 8, 21), 1) == D(2026, 8, 22)
        assert calendar.add_working_days(D(2026, 8, 28), 1) == D(2026, 9, 3)

    @pytest.mark.parametrize("facts", [{"name": " "}, {"source": ""}])
    def test_a_holiday_needs_name_and_source(self, facts: dict[str, str]) -> None:
        with pytest.raises(SourceMissing):
            set_holiday(**({"name": "Lễ", "source": "QĐ"} | facts), day=D(2026, 1, 1), by=None, at=AT)
        assert not Holiday.objects.exists()

    def test_a_corrected_holiday_is_logged_with_both_words(self) -> None:
        set_holiday(day=D(2026, 1, 1), name="Tết", source="Luật", by=None, at=AT)
        set_holiday(day=D(2026, 1, 1), name="Tết Dương lịch", source="Luật", by=None, at=AT)
        set_holiday(day=D(2026, 1, 1), name="Tết Dương lịch", source="Luật", by=None, at=AT)
        assert Holiday.objects.get().name == "Tết Dương lịch"
        entry = AuditEntry.objects.first()
        assert entry is not None
        assert entry.data == {
            "from": {"name": "Tết", "source": "Luật"},
            "to": {"name": "Tết Dương lịch", "source": "Luật"},
        }
        assert AuditEntry.objects.count() == 2

    def test_removing_days_makes_them_ordinary(self) -> None:
        holiday = set_holiday(day=D(2026, 1, 1), name="Tết", source="Luật", by=None, at=AT)
        swap = swap_day(day_off=D(2026, 1, 2), day_worked=D(2026, 1, 10), source="TB", by=None, at=AT)
        remove_swap(swap=swap, by=None, at=AT)
        remove_holiday(holiday=holiday, by=None, at=AT)
        assert working_calendar().is_working_day(D(2026, 1, 1))
        assert not working_calendar().is_working_day(D(2026, 1, 10))
        assert not SwappedDay.objects.exists()

    @pytest.mark.parametrize(
        ("day_off", "day_worked", "error"),
        [
            (D(2026, 8, 30), D(2026, 8, 22), SwapNeedsAWorkingAndAFreeDay),  # a Sunday
            (D(2026, 8, 31), D(2026, 8, 21), SwapNeedsAWorkingAndAFreeDay),  # a Friday
            (D(2026, 9, 2), D(2026, 8, 22), SwapNeedsAWorkingAndAFreeDay),  # a holiday
            (D(2026, 8, 31), D(2026, 9, 2), SwapNeedsAWorkingAndAFreeDay),  # working on a holiday
            (D(2026, 1, 2), D(2026, 8, 22), DayAlreadySwapped),
            (D(2026, 8, 31), D(2026, 1, 10), DayAlreadySwapped),
        ],
    )
    def test_a_wrong_swap_is_refused(
        self, day_off: datetime.date, day_worked: datetime.date, error: type[Exception]
    ) -> None:
        set_holiday(day=D(2026, 9, 2), name="Quốc khánh", source="Luật", by=None, at=AT)
        swap_day(day_off=D(2026, 1, 2), day_worked=D(2026, 1, 10), source="TB", by=None, at=AT)
        with pytest.raises(error):
            swap_day(day_off=day_off, day_worked=day_worked, source="TB", by=None, at=AT)
        assert SwappedDay.objects.count() == 1

    def test_the_command_loads_and_says_how_many(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("load_calendar")
        assert capsys.readouterr().out == "147 holidays and 6 swapped days added\n"
        call_command("load_calendar")
        assert capsys.readouterr().out == "0 holidays and 0 swapped days added\n"

    def test_a_wrong_file_is_named_and_changes_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "days.yaml"
        path.write_text("holidays: [", encoding="utf-8")
        with pytest.raises(CommandError, match=r"Tệp lịch không hợp lệ"):
            call_command("load_calendar", str(path))
        assert not Holiday.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "sources: {a: b}\nholidays: [&x {day: 2026-01-01, name: x, source: a}, *x]\nswaps: []",
        "",
        "[]",
        "sources: {}\nholidays: []",
        "sources: {a: b}\nholidays: [{day: hôm nay, name: x, source: a}]\nswaps: []",
        "sources: {a: b}\nholidays: [{day: 2026-01-01, name: x, source: c}]\nswaps: []",
    ],
)
def test_a_file_that_is_no_calendar_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "days.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadCalendarFile):
        read_calendar(path)
