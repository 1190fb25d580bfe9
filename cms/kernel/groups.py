"""Many things, some at a time: databases limit what one statement may name."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
AT_ONCE = 500


def in_groups(items: Iterable[T], size: int = AT_ONCE) -> Iterator[tuple[T, ...]]:
    """The items in groups of at most that many."""
    left = iter(items)
    while group := tuple(islice(left, size)):
        yield group
