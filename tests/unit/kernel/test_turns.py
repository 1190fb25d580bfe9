"""Long work lets other writers in: rests come after half a second, outside transactions, and only on SQLite."""

from collections.abc import Iterator
from itertools import chain, islice
from types import SimpleNamespace

import pytest

from cms.kernel import turns


class Clock:
    """Time that passes by working and resting only."""

    def __init__(self) -> None:
        self.now = 0.0
        self.rests: list[float] = []
        self.meanwhile: Iterator[int] | None = None  # asked for a step while who sleeps is asleep: another thread

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.rests.append(self.now)
        ends = self.now + seconds
        if self.meanwhile is not None:
            other, self.meanwhile = self.meanwhile, None
            next(other)
        self.now = max(self.now, ends)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(turns, "time", clock)
    monkeypatch.setattr(turns, "_stretch", turns._Stretch())
    _connected(monkeypatch, vendor="sqlite", in_atomic_block=False)
    return clock


def _connected(monkeypatch: pytest.MonkeyPatch, *, vendor: str, in_atomic_block: bool) -> None:
    monkeypatch.setattr(turns, "connection", SimpleNamespace(vendor=vendor, in_atomic_block=in_atomic_block))


def _records(clock: Clock, *, count: int, seconds: float) -> Iterator[int]:
    @turns.taking_turns
    def steps() -> Iterator[int]:
        for number in range(count):
            clock.now += seconds
            yield number

    return steps()


def test_nobody_finds_the_lock_taken_for_long(clock: Clock) -> None:
    assert list(_records(clock, count=100, seconds=0.03)) == list(range(100))
    assert len(clock.rests) == 5  # 3 s of work
    began = 0.0
    for rest in clock.rests:
        assert rest - began <= turns.WORK_SECONDS + 0.03
        began = rest + turns.REST_SECONDS
    # SQLite's own longest pause between two looks at the lock is 100 ms.
    assert turns.REST_SECONDS > 0.1


def test_the_loops_of_a_worker_rest_together(clock: Clock) -> None:
    """While one rests alone, the others take the lock: who waits for it gains nothing."""
    one, other = (_records(clock, count=40, seconds=0.03) for _loop in range(2))
    while clock.now < turns.WORK_SECONDS - 0.1:
        next(one)
    next(other)  # it has hardly begun
    while not clock.rests:
        clock.meanwhile = other
        next(one)
    first, second = clock.rests
    assert first == second
    assert clock.now == pytest.approx(first + turns.REST_SECONDS + 2 * 0.03)  # the rest, then a step of each


def test_a_rest_lasts_until_everybody_has_let_go_of_the_lock(clock: Clock) -> None:
    """Who was at work when the others began to rest kept the lock meanwhile."""
    one, other = (_records(clock, count=40, seconds=0.1) for _loop in range(2))
    clock.meanwhile = chain.from_iterable([*islice(other, 2)] for _once in range(1))
    while not clock.rests:
        next(one)
    first, second = clock.rests
    assert second == pytest.approx(first + 0.1)  # the step in hand
    assert clock.now == pytest.approx(second + turns.REST_SECONDS + 2 * 0.1)  # the whole rest, then a step of each


def test_a_stretch_begins_with_the_work_and_not_with_the_pause_before(clock: Clock) -> None:
    list(_records(clock, count=2, seconds=0.1))
    clock.now += 10
    assert list(_records(clock, count=2, seconds=0.1)) == [0, 1]
    assert clock.rests == []


def test_who_stops_asking_has_not_rested(clock: Clock) -> None:
    records = _records(clock, count=2, seconds=1)
    assert next(records) == 0
    assert clock.rests == []


def test_a_lock_that_is_kept_is_not_kept_longer(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    _connected(monkeypatch, vendor="sqlite", in_atomic_block=True)
    assert len(list(_records(clock, count=10, seconds=1))) == 10
    assert clock.rests == []


def test_a_server_with_locks_of_rows_is_not_waited_for(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    _connected(monkeypatch, vendor="postgresql", in_atomic_block=False)
    assert len(list(_records(clock, count=10, seconds=1))) == 10
    assert clock.rests == []
