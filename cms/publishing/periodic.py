"""What the worker runs from time to time: filled in `AppConfig.ready()`."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, kw_only=True)
class Periodic:
    """A job and its period in seconds. `run` takes the moment; it must bear being run twice.

    is_per_host: what it looks after lies on each machine's own disk, so one worker of every machine runs it.
    """

    name: str
    every_seconds: float
    run: Callable[[datetime.datetime], object]
    is_per_host: bool = False


_jobs: dict[str, Periodic] = {}


def register_periodic(
    name: str, every_seconds: float, run: Callable[[datetime.datetime], object], *, is_per_host: bool = False
) -> None:
    """Add a periodic job; raise ImproperlyConfigured when its name is taken."""
    if name in _jobs:
        raise ImproperlyConfigured(f"periodic job {name!r} is registered twice")
    _jobs[name] = Periodic(name=name, every_seconds=every_seconds, run=run, is_per_host=is_per_host)


def periodic_jobs() -> list[Periodic]:
    """All jobs, in order of registration."""
    return list(_jobs.values())
