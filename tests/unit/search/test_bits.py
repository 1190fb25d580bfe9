"""Sums over sets of bits are what adding up one by one gives."""

import random

import pytest

from search.backends.sqlite.bits import Sums, from_slots, slots_of

SIZE = 500


@pytest.fixture
def added() -> tuple[Sums, dict[int, int]]:
    chance = random.Random(6)
    sums, expected = Sums(), dict.fromkeys(range(SIZE), 0)
    for _ in range(12):
        slots = chance.sample(range(SIZE), chance.randrange(SIZE))
        points = chance.randrange(1, 5000)
        sums.add(from_slots(slots, SIZE), points)
        for slot in slots:
            expected[slot] += points
    return sums, expected


def test_slots_come_back_in_order() -> None:
    assert list(slots_of(from_slots([9, 0, 64, 7, 8], 65))) == [0, 7, 8, 9, 64]
    assert list(slots_of(0)) == []


def test_sums_are_read_back(added: tuple[Sums, dict[int, int]]) -> None:
    sums, expected = added
    assert sums.read(range(SIZE)) == expected
    assert sums.greatest((1 << SIZE) - 1) == max(expected.values())


@pytest.mark.parametrize("least", [0, 1, 4999, 20_000, 10**9])
def test_at_least_keeps_exactly_those(added: tuple[Sums, dict[int, int]], least: int) -> None:
    sums, expected = added
    everything = (1 << SIZE) - 1
    assert set(slots_of(sums.at_least(least, everything))) == {slot for slot, sum_ in expected.items() if sum_ >= least}


@pytest.mark.parametrize("most", [1, 7, 200, 499, 500, 900])
def test_the_first_are_the_greatest_and_ties_are_left_open(added: tuple[Sums, dict[int, int]], most: int) -> None:
    sums, expected = added
    sure, tied, wanted = sums.first(most, (1 << SIZE) - 1)
    chosen = sorted(expected.values(), reverse=True)[:most]
    values = [expected[slot] for slot in slots_of(sure)] + [expected[slot] for slot in slots_of(tied)][:wanted]
    assert sorted(values, reverse=True) == chosen
    assert len({expected[slot] for slot in slots_of(tied)}) <= 1
