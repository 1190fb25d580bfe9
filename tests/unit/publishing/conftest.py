from collections.abc import Callable

import pytest
from django.utils import timezone

from cms.publishing.worker import run_until_idle
from tests.factories.notes import NoteSite, note_site


@pytest.fixture
def site(db: None) -> NoteSite:
    return note_site()


@pytest.fixture
def work() -> Callable[[], int]:
    """Run the worker in this thread until nothing is due."""
    return lambda: run_until_idle(clock=timezone.now)
