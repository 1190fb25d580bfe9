"""kill -9 in the middle of an import: it goes on with the next record, and writes and publishes nothing twice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.faults.conftest import Processes, copy_schema

# Not used by these processes: it makes pytest-django create the schema that is copied.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def schema(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty database; a module's, so that it is copied before a test's transaction begins."""
    if connection.vendor != "sqlite":
        pytest.skip("the fault runner copies a SQLite file")
    folder = tmp_path_factory.mktemp("import")
    with django_db_blocker.unblock():
        copy_schema(folder)
    return folder


@pytest.fixture
def processes(schema: Path) -> Iterator[Processes]:
    started = Processes(schema, CONG_FAULT_STEPS="tests.faults.import_steps")
    started.do("prepare")
    yield started
    started.close()


def test_an_import_that_is_killed_at_every_record_ends_as_one_that_is_not(processes: Processes) -> None:
    """Before the commit of a record nothing of it is there; after it the record is done, and never written again."""
    assert processes.do("state") == ["preparing", 0, 0, 0, True]
    for written in range(4):
        processes.kill("write", failpoint="procedures.import_record_saved")
        assert processes.do("state") == ["preparing", written, min(written, 1), 0, True]
        processes.kill("write", failpoint="procedures.import_between_records")
        assert processes.do("state") == ["preparing", written + 1, 1, 0, True]
    processes.do("write")
    assert processes.do("state") == ["waiting", 4, 1, 0, True]
    processes.do("approve")
    for published in range(4):
        processes.kill("publish", failpoint="publish.before_commit")
        assert processes.do("state") == ["publishing", 4, 1, published, True]
        processes.kill("publish", failpoint="procedures.import_between_publications")
    processes.do("publish")
    assert processes.do("state") == ["published", 4, 1, 4, True]
