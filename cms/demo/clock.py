"""The demo happens over a year, not in the second in which it is loaded (ADR 0080)."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone


@contextmanager
def as_of(moment: datetime.datetime) -> Iterator[None]:
    """Everything inside takes `moment` for now.

    Our actions take `at`, but Wagtail's publish, revisions and log read `timezone.now()` themselves; without
    this a page would be first published in March and "updated" in the second of the load. Only the one
    process of `load_demo` is concerned, and it serves nobody.
    """
    real = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real
