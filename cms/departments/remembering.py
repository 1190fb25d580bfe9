"""What was read of persons and units during one request of the admin: read once, forgotten when either changes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Value = TypeVar("Value")

_remembered: ContextVar[dict[Any, Any] | None] = ContextVar("standing of persons", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Read the same only once in this block: a screen of the admin asks a hundred times about the same person."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def remembered(key: tuple[Any, ...], read: Callable[[], Value]) -> Value:
    """What was read under the key in this block; outside every block it is read each time."""
    kept = _remembered.get()
    if kept is None:
        return read()
    if key not in kept:
        kept[key] = read()
    found: Value = kept[key]
    return found


def forget() -> None:
    """Read anew: somebody's post or a unit has changed in this block."""
    kept = _remembered.get()
    if kept is not None:
        kept.clear()
