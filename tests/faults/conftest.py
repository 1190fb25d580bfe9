"""A database file made of the test database's schema, and processes that may be killed."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests.conftest import skip_or_fail
from tests.elasticsearch import Node, NoElasticsearch, private_node

SIGKILLED = -9


class Processes:
    """Runs steps, each in a process of its own."""

    def __init__(self, folder: Path, **environment_changes: str) -> None:
        environment = {
            **os.environ,
            "CONG_FAULT_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            **environment_changes,
        }
        self.folder = folder
        self._turn = 0
        self.environment = environment
        self._runner = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.runner"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _ask(self, step: str, *arguments: str | int, failpoint: str = "") -> dict[str, Any]:
        if step == "work":
            self._turn += 1
            arguments = (self._turn,)
        assert self._runner.stdin is not None
        assert self._runner.stdout is not None
        self._runner.stdin.write(json.dumps({"step": step, "arguments": arguments, "failpoint": failpoint}) + "\n")
        self._runner.stdin.flush()
        answer: dict[str, Any] = json.loads(self._runner.stdout.readline())
        return answer

    def do(self, step: str, *arguments: str) -> Any:
        """Run a step to its end; its result."""
        answer = self._ask(step, *arguments)
        assert answer["status"] == 0, answer["result"]
        return answer["result"]

    def kill(self, step: str, *arguments: str, failpoint: str) -> None:
        """Run a step that must be killed at the failpoint."""
        answer = self._ask(step, *arguments, failpoint=failpoint)
        assert answer["status"] == SIGKILLED, f"{failpoint} was never reached: {answer}"

    def close(self) -> None:
        assert self._runner.stdin is not None
        assert self._runner.stdout is not None
        self._runner.stdin.close()
        self._runner.wait(120)  # it ends by itself; a busy machine takes its time
        self._runner.stdout.close()


def copy_schema(folder: Path) -> None:
    """Write the test database's tables into a file: migrating another one would take half a minute.

    Outside of any transaction of the test database: SQLite would wait for its end, in C, where no time limit of a
    test reaches it.
    """
    assert not connection.in_atomic_block, "ask for the copy before a test's own transaction begins"
    connection.ensure_connection()
    with sqlite3.connect(folder / "db.sqlite3") as copy:
        connection.connection.backup(copy)
    copy.close()


@pytest.fixture(scope="session")
def mortal_node() -> Iterator[Node]:
    """An Elasticsearch of the faults' own; `revive` it when you have done with it."""
    with ExitStack() as stack:
        try:
            node = stack.enter_context(private_node())
        except NoElasticsearch as missing:
            skip_or_fail(str(missing))
        yield node


@pytest.fixture(scope="session")
def prepared(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database in which a site stands and everything is delivered."""
    if connection.vendor != "sqlite":
        pytest.skip("the fault runner copies a SQLite file")
    folder = tmp_path_factory.mktemp("prepared")
    with django_db_blocker.unblock():
        copy_schema(folder)
    processes = Processes(folder)
    processes.do("prepare")
    processes.close()
    with sqlite3.connect(folder / "db.sqlite3") as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return folder


@pytest.fixture
def processes(prepared: Path, tmp_path: Path) -> Iterator[Processes]:
    folder = tmp_path / "run"
    shutil.copytree(prepared, folder)
    one = Processes(folder)
    yield one
    one.close()
