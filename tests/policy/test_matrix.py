"""Every cell of the table of expectations, over HTTP, against the real admin: it happens exactly when it is granted.

`make test` asks a sample with something of every operation, person and relation; `make test-slow` asks everything.
"""

import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.policy import expectations as expected
from tests.policy.probes import PROBES, Attempt
from tests.policy.world import World, a_world

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R070")]

SEED = 20261121


@pytest.fixture(scope="module")
def module_media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("policy-media")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker, module_media: Path) -> Iterator[World]:
    with a_world(django_db_blocker, module_media) as made:
        yield made


def sample() -> list[expected.Cell]:
    """One state for every operation, person and relation, by a fixed seed; and one granted cell of every line."""
    dice = random.Random(SEED)
    strata: dict[tuple[str, str, str], list[expected.Cell]] = defaultdict(list)
    for cell in expected.cells():
        strata[cell.operation, cell.actor, cell.relation].append(cell)
    chosen = {dice.choice(cells) for cells in strata.values()}
    for operation in expected.EXPECTATIONS:
        granted = [cell for cell in expected.cells() if cell.operation == operation and cell.expected]
        chosen |= set(dice.sample(granted, min(3, len(granted))))
    return sorted(chosen, key=lambda cell: (cell.operation, cell.actor, cell.state, cell.relation))


SAMPLE = sample()


def wrong(world: World, cells: list[expected.Cell]) -> list[str]:
    """The cells whose answer is not the expected one; each is tried in a savepoint that is taken back."""
    found = []
    for cell in cells:
        with transaction.atomic():
            happened = PROBES[cell.operation](Attempt(world, cell))
            transaction.set_rollback(True)
        if bool(happened) is not cell.expected:
            said = "happened, but is granted to nobody here" if happened else "did not happen, but is granted"
            found.append(f"{cell.operation}: {cell.actor}, {cell.state}, {cell.relation}: {said}")
    return found


@pytest.mark.parametrize("operation", expected.EXPECTATIONS)
def test_what_happens_is_what_is_granted(world: World, operation: str) -> None:
    assert "\n".join(wrong(world, [cell for cell in SAMPLE if cell.operation == operation])) == ""


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("operation", expected.EXPECTATIONS)
def test_all_that_happens_is_what_is_granted(world: World, operation: str) -> None:
    assert "\n".join(wrong(world, [cell for cell in expected.cells() if cell.operation == operation])) == ""


def test_the_sample_asks_something_of_everybody_about_everything(capsys: pytest.CaptureFixture[str]) -> None:
    every = expected.cells()
    with capsys.disabled():
        granted = sum(cell.expected for cell in SAMPLE)
        sys.stdout.write(
            f"\npermission table: {len(expected.EXPECTATIONS)} operations, {len(every)} cells; "
            f"in the sample {len(SAMPLE)}, {granted} of them granted (seed {SEED})\n"
        )
    assert len(SAMPLE) >= 2000
    assert len(every) >= 20_736
    assert {cell.operation for cell in SAMPLE} == set(PROBES) == set(expected.EXPECTATIONS)
    for name in ("actor", "state", "relation"):
        assert {getattr(cell, name) for cell in SAMPLE} == {getattr(cell, name) for cell in every}
