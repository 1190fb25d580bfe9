"""Fixtures every test may use, and two rules: no socket but loopback, no untraceable requirement."""

import datetime
import ipaddress
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cms.kernel.catalogues import compile_catalogues

REQUIREMENTS = {row["id"] for row in json.loads((Path(__file__).parent / "requirements.json").read_text())}
SEEN = pytest.StashKey[set[str]]()


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        # Messages are asserted in Vietnamese: a bare `pytest` must not depend on a step before it.
        compile_catalogues(Path(__file__).parents[1])
    config.stash[SEEN] = set()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        for mark in item.iter_markers("requirement"):
            unknown = set(mark.args) - REQUIREMENTS
            if unknown:
                raise pytest.UsageError(f"{item.nodeid}: no such requirement: {sorted(unknown)}")
            config.stash[SEEN].update(mark.args)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    seen = config.stash[SEEN]
    if seen and not hasattr(config, "workerinput"):
        missing = sorted(REQUIREMENTS - seen)
        terminalreporter.write_line(f"requirements with a test in this run: {len(seen)} of {len(REQUIREMENTS)}")
        terminalreporter.write_line("without: " + " ".join(missing))


def skip_or_fail(reason: str) -> None:
    """A suite whose server cannot be had is skipped, in one line that says how to get it; in CI that fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may reach the network from a test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            host = str(address[0])
            if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
                raise AssertionError(f"a test wanted to reach {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def at() -> datetime.datetime:
    """The moment of every test that needs one: Wednesday 15/03/2017, 09:30 in Hanoi."""
    return datetime.datetime(2017, 3, 15, 2, 30, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    """Tests begin in Vietnamese, whatever the one before them activated."""
    from django.utils import translation

    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def _no_site_remembered() -> None:
    """The process remembers its sites for seconds; a test begins without those of the last one."""
    from cms.subsites.queries import forget_subsites

    forget_subsites()
