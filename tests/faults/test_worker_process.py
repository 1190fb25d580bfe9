"""The worker as a process: idle when there is nothing, stopped cleanly, killed without loss."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

from tests.faults.conftest import Processes

pytestmark = pytest.mark.django_db


def start_worker(processes: Processes, failpoint: str = "") -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "manage.py", "run_worker"],
        cwd=settings.BASE_DIR,
        env={**processes.environment, "CONG_FAILPOINT": failpoint, "WORKER_LEASE_SECONDS": "1"},
    )


def wait_until_delivered(processes: Processes) -> None:
    """Until nothing is pending. How soon that is: `benchmarks.search_publish`."""
    began = time.monotonic()
    while processes.do("pending"):
        assert time.monotonic() - began < 60, "not delivered"
        time.sleep(0.05)


def test_an_event_is_delivered_and_the_worker_stops_when_told(processes: Processes) -> None:
    worker = start_worker(processes)
    try:
        while not processes.do("has_worker"):
            time.sleep(0.1)
        processes.do("draft", "moi")
        processes.do("edit_and_publish", "moi")
        wait_until_delivered(processes)

        worker.send_signal(signal.SIGTERM)
        assert worker.wait(60) == 0
        assert not processes.do("has_worker")
    finally:
        if worker.poll() is None:
            worker.kill()
            worker.wait()
    assert processes.do("check") == []


def test_a_worker_process_that_dies_in_a_handler_is_followed_by_another(processes: Processes) -> None:
    processes.do("draft", "moi")
    processes.do("edit_and_publish", "moi")
    first = start_worker(processes, failpoint="delivery.mid_handler")
    assert first.wait(60) == -signal.SIGKILL

    second = start_worker(processes)
    try:
        wait_until_delivered(processes)
        # A periodic job may bring something of its own between one look and the next: the worker goes on with it.
        end = time.monotonic() + 30
        while (wrong := processes.do("check")) and time.monotonic() < end:
            time.sleep(0.1)
        assert wrong == []
    finally:
        os.kill(second.pid, signal.SIGINT)
        assert second.wait(60) == 0
