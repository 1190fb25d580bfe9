"""Configuration and timeline of the demo: seeded, inside the year, never in the future."""

import datetime

import pytest

from cms.demo.config import BadConfig, DemoConfig
from cms.demo.content_reader import read_content
from cms.demo.timeline import event_days, steps, words_of
from cms.kernel.calendar import HANOI

NOVEMBER = datetime.datetime(2026, 11, 21, 9, 0, tzinfo=HANOI)
NEW_YEAR = datetime.datetime(2026, 1, 1, 0, 5, tzinfo=HANOI)


def config(at: datetime.datetime = NOVEMBER, seed: int = 2017) -> DemoConfig:
    return DemoConfig(loaded_at=at, year=at.astimezone(HANOI).year, seed=seed)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"loaded_at": NOVEMBER.replace(tzinfo=None), "year": 2026}, "time zone"),
        ({"loaded_at": NOVEMBER, "year": 2017}, "current year, 2026"),
        ({"loaded_at": NOVEMBER, "year": 2026, "seed": -1}, "seed"),
        ({"loaded_at": NOVEMBER, "year": 2026, "seed": 2**32}, "seed"),
    ],
)
def test_a_wrong_configuration_is_refused(values: dict[str, object], words: str) -> None:
    with pytest.raises(BadConfig, match=words):
        DemoConfig(**values)  # type: ignore[arg-type]


def test_the_year_is_that_of_hanoi() -> None:
    at = datetime.datetime(2026, 12, 31, 17, 30, tzinfo=datetime.UTC)
    assert config(at).today == datetime.date(2027, 1, 1)
    assert config(at).year == 2027


def test_the_window_is_the_year_so_far() -> None:
    assert config().first_day == datetime.date(2026, 1, 1)
    assert config().day_at(0) == datetime.date(2026, 1, 4)
    assert config().day_at(1) == datetime.date(2026, 11, 20)


def test_a_young_year_borrows_45_days_of_the_last() -> None:
    assert config(NEW_YEAR).first_day == datetime.date(2025, 11, 17)
    assert config(NEW_YEAR).last_day == datetime.date(2025, 12, 31)


@pytest.mark.parametrize("part", [-0.1, 1.1])
def test_a_place_outside_the_window_is_refused(part: float) -> None:
    with pytest.raises(BadConfig, match="when"):
        config().day_at(part)


@pytest.mark.parametrize("at", [NOVEMBER, NEW_YEAR, datetime.datetime(2028, 2, 29, 23, 59, tzinfo=HANOI)])
def test_everything_happens_in_order_and_before_the_load(at: datetime.datetime) -> None:
    timeline = steps(read_content(), config(at))
    moments = [step.at for step in timeline]
    assert moments == sorted(moments)
    assert moments[-1] < at
    assert moments[0].date() >= config(at).first_day + datetime.timedelta(days=3)
    by_key: dict[str, list[str]] = {}
    for step in timeline:
        by_key.setdefault(step.key, []).append(step.kind)
    assert all(kinds[0] == "publish" for kinds in by_key.values())


def test_the_same_seed_and_day_give_the_same_timeline() -> None:
    assert steps(read_content(), config()) == steps(read_content(), config())
    assert steps(read_content(), config()) != steps(read_content(), config(seed=1))


def test_drafts_are_not_published_and_everything_else_is_once() -> None:
    content = read_content()
    published = [step.key for step in steps(content, config()) if step.kind == "publish"]
    assert sorted(published) == sorted(item.key for item in content.items if item.state != "draft")


@pytest.mark.requirement("R078")
def test_english_is_published_within_two_days_of_vietnamese() -> None:
    timeline = steps(read_content(), config())
    vietnamese = {step.key: step.at for step in timeline if step.kind == "publish"}
    english = {step.key: step.at for step in timeline if step.kind == "translate"}
    assert len(english) == 19
    assert all(
        datetime.timedelta(0) < at - vietnamese[key] <= datetime.timedelta(days=2) for key, at in english.items()
    )


def test_events_are_not_on_weekends() -> None:
    assert {day.weekday() for day in event_days(read_content(), config()).values()} <= {0, 1, 2, 3, 4}


def test_words_of_a_day() -> None:
    assert words_of(datetime.date(2026, 8, 5), config()) == {
        "event_day": "5/8",
        "event_day_en": "5 August",
        "deadline": "04/09/2026",
        "year": "2026",
        "month": "8",
        "quarter": "III",
    }
