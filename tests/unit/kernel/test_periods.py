"""Weeks, months, quarters and years."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.kernel.periods import Month, Quarter, Week, Year

D = datetime.date


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (Week(2026, 1), D(2025, 12, 29), D(2026, 1, 4)),
        (Week(2020, 53), D(2020, 12, 28), D(2021, 1, 3)),
        (Month(2024, 2), D(2024, 2, 1), D(2024, 2, 29)),
        (Month(2026, 12), D(2026, 12, 1), D(2026, 12, 31)),
        (Quarter(2026, 1), D(2026, 1, 1), D(2026, 3, 31)),
        (Quarter(2026, 4), D(2026, 10, 1), D(2026, 12, 31)),
        (Year(2017), D(2017, 1, 1), D(2017, 12, 31)),
    ],
)
def test_both_ends_belong_to_the_period(
    period: Week | Month | Quarter | Year, start: datetime.date, end: datetime.date
) -> None:
    assert (period.start, period.end) == (start, end)
    assert period.contains(start)
    assert period.contains(end)
    assert not period.contains(start - datetime.timedelta(days=1))
    assert not period.contains(end + datetime.timedelta(days=1))


def test_quarters_and_years_hold_their_months() -> None:
    assert Quarter(2026, 2).months() == [Month(2026, 4), Month(2026, 5), Month(2026, 6)]
    assert len(Year(2026).months()) == 12


@pytest.mark.parametrize("wrong", [lambda: Month(2026, 13), lambda: Quarter(2026, 0), lambda: Week(2021, 53)])
def test_a_period_that_does_not_exist_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        wrong()  # type: ignore[operator]


@given(st.sampled_from([Week, Month, Quarter, Year]), st.dates(min_value=D(1990, 1, 1), max_value=D(2090, 12, 31)))
def test_every_day_is_in_exactly_one_period_of_a_kind(
    kind: type[Week] | type[Month] | type[Quarter] | type[Year], day: datetime.date
) -> None:
    period = kind.of(day)
    assert period.contains(day)
    assert period.next().start == period.end + datetime.timedelta(days=1)
    assert period.next().previous() == period
