"""One counter for each client and minute, shared by every thread and process."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

from cms.api import throttling
from cms.api.counters import CacheCounter, FileCounter, counter_at
from cms.api.throttling import client_of
from tests.unit.delivery.conftest import World, world  # noqa: F401  # a fixture

PROBLEM = "application/problem+json"


@pytest.fixture
def limit_of_three(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.API_THROTTLE_PER_MINUTE = 3
    settings.API_THROTTLE_FILE = tmp_path / "counters"
    monkeypatch.setattr(throttling.time, "time", lambda: 1_800_000_015.0)


@pytest.mark.django_db
@pytest.mark.usefixtures("limit_of_three", "world")
def test_the_fourth_request_of_a_minute_is_refused_with_the_time_to_wait(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = [client.get("/api/v1/documents/").headers["RateLimit"] for _ in range(3)]
    assert left == ['"minute";r=2;t=45', '"minute";r=1;t=45', '"minute";r=0;t=45']
    refused = client.get("/api/v1/documents/")
    assert (refused.status_code, refused.headers["Content-Type"]) == (429, PROBLEM)
    assert refused.headers["Retry-After"] == "45"
    assert refused.headers["Cache-Control"] == "no-store"
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/api/v1/documents/", REMOTE_ADDR="192.0.2.9").status_code == 200, "another client"
    monkeypatch.setattr(throttling.time, "time", lambda: 1_800_000_060.0)
    assert client.get("/api/v1/documents/").status_code == 200, "the next minute"


@pytest.mark.django_db
@pytest.mark.usefixtures("limit_of_three", "world")
def test_304_and_wrong_requests_count_too(client: Client) -> None:
    tag = client.get("/api/v1/").headers["ETag"]
    client.get("/api/v1/", headers={"if-none-match": tag})
    client.get("/api/v1/documents/?limit=x")
    assert client.get("/api/v1/").status_code == 429


def request_from(remote: str, forwarded: str = "") -> HttpRequest:
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": remote, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})}
    return request


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", "192.0.2.1"),  # not a proxy of ours: what it says is not believed
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "203.0.113.5, 198.51.100.7, 10.0.0.2", "198.51.100.7"),  # the first is what a client made up
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("2001:db8:1:2:3::4", "", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "", "192.0.2.1"),
        ("", "", ""),
    ],
)
def test_a_client_is_its_address_behind_our_own_proxies(
    settings: Any, remote: str, forwarded: str, client: str
) -> None:
    settings.API_TRUSTED_PROXIES = ["10.0.0.0/8"]
    assert client_of(request_from(remote, forwarded)) == client


def test_threads_count_exactly(tmp_path: Path) -> None:
    counter = FileCounter(tmp_path / "counters")
    seen: list[int] = []

    def work() -> None:
        seen.extend(counter.hit("client", 1) for _ in range(200))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == list(range(1, 1601))


def test_processes_count_exactly(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from cms.api.counters import FileCounter\n"
        "counter = FileCounter(Path(sys.argv[1]))\n"
        "for _ in range(500): counter.hit('client', 1)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.getcwd(), "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    path = str(tmp_path / "counters")
    running = [subprocess.Popen([sys.executable, "-c", script, path], env=environment) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert FileCounter(Path(path)).hit("client", 1) == 1501


def test_a_crowd_of_clients_is_never_counted_too_high_and_takes_no_more_room(tmp_path: Path) -> None:
    counter = FileCounter(tmp_path / "counters")
    for number in range(20_000):
        assert counter.hit(f"client {number}", 1) == 1
    assert (tmp_path / "counters").stat().st_size == 1024 * 1024


def test_a_new_window_begins_at_one(tmp_path: Path) -> None:
    counter = FileCounter(tmp_path / "counters")
    assert [counter.hit("client", window) for window in (1, 1, 2, 2, 3)] == [1, 2, 1, 2, 1]


def test_a_disk_that_cannot_be_written_does_not_stop_the_readers(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("not a directory")
    counter = FileCounter(tmp_path / "file" / "counters")
    assert [counter.hit("client", 1) for _ in range(2)] == [1, 2]
    assert "counts requests for itself" in caplog.text


def test_several_machines_count_in_a_cache() -> None:
    counter = counter_at("default", "")
    assert isinstance(counter, CacheCounter)
    assert [counter.hit("somebody", 7) for _ in range(3)] == [1, 2, 3]
