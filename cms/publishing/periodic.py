"""What the worker runs from time to time: filled in `AppConfig.ready()`."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, kw_only=True)
class Periodic:
    """A job and its period in seconds. `run` takes the moment; it must bear being run twice."""

    name: str
    every_seconds: float
    run: Callable[[datetime.datetime], object]


_jobs: dict[str, Periodic] = {}


def register_periodic(name: str, every_seconds: float, run: Callable[[datetime.datetime], object]) -> None:
    """Add a periodic job; raise ImproperlyConfigured when its name is taken."""
    if name in _jobs:
        raise ImproperlyConfigured(f"periodic job {name!r} is registered twice")
    _jobs[name] = Periodic(name=name, every_seconds=every_seconds, run=run)


def periodic_jobs() -> list[Periodic]:
    """All jobs, in order of registration."""
    return list(_jobs.values())
