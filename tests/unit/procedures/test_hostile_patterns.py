"""No pattern that reads an import takes exponential time: every two words it knows, many times, then something else.

A pattern that can read a repetition in two ways needs 2 to the power of 60 steps here and never comes back: the test
ends at its time limit.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from itertools import product

import pytest

from procedures import importing
from procedures.figures import file_source

REPETITIONS = 60


def modules() -> Iterator[object]:
    yield file_source
    for found in pkgutil.iter_modules(importing.__path__):
        yield importlib.import_module(f"{importing.__name__}.{found.name}")


def patterns() -> list[re.Pattern[str]]:
    found = [value for module in modules() for value in vars(module).values()]
    several = [pattern for value in found if isinstance(value, tuple) for pattern in value]
    return list(dict.fromkeys(value for value in [*found, *several] if isinstance(value, re.Pattern)))


def pumped(pattern: re.Pattern[str]) -> Iterator[str]:
    """Every two runs of words in the pattern, side by side and apart, many times, before what it does not know."""
    words = {*re.findall(r"\w+(?: \w+)*", pattern.pattern), "1", "-", "(", "."}
    for first, second in product(sorted(words), repeat=2):
        for between in ("", " "):
            yield f"{first}{between}{second}{between}" * REPETITIONS + "\x00"


@pytest.mark.timeout(60)
@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.pattern[:40])
def test_a_pattern_reads_a_repetition_in_one_way(pattern: re.Pattern[str]) -> None:
    texts = list(pumped(pattern))
    for text in texts:
        pattern.fullmatch(text)
        pattern.search(text)
    assert texts
