"""What a web worker carries: everything it needs before its first request, and nothing that only commands need."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Package → who needs it instead of a web worker.
NEVER = {
    "jsonschema": "load_plan",
    "cms.demo.scenario": "load_demo",
    "cms.demo.pictures": "load_demo",
    "cms.kernel.catalogues": "the compiler of catalogues",
    "factory": "tests",
    "pytest": "tests",
    "benchmarks": "benchmarks",
}
_ASK = """
import gc, json, sys
import cms.wsgi
import threading
from search import in_force
from django.db import connections
print(json.dumps({
    "modules": list(sys.modules), "frozen": gc.get_freeze_count(), "left": len(gc.get_objects()),
    "synonyms": in_force._thesaurus.cache_info().currsize,
    "threads": threading.active_count(), "connections": [c.alias for c in connections.all() if c.connection],
}))
"""


@pytest.fixture(scope="module")
def worker() -> dict[str, object]:
    """A process that has loaded the application and answered nothing yet."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    done = subprocess.run(
        [sys.executable, "-c", _ASK], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_a_web_worker_carries_nothing_that_only_commands_need(worker: dict[str, object]) -> None:
    modules = set(map(str, worker["modules"]))  # type: ignore[call-overload]
    assert {name: user for name, user in NEVER.items() if name in modules} == {}


def test_the_addresses_are_loaded_before_the_first_request(worker: dict[str, object]) -> None:
    modules = set(map(str, worker["modules"]))  # type: ignore[call-overload]
    assert {"cms.urls", "cms.delivery.views", "cms.portal.views", "wagtail.admin.urls"} <= modules


def test_the_synonyms_are_ready_before_the_first_search(worker: dict[str, object]) -> None:
    assert worker["synonyms"] == 1


def test_the_collector_passes_by_what_stays_for_life(worker: dict[str, object]) -> None:
    frozen, left = worker["frozen"], worker["left"]
    assert isinstance(frozen, int)
    assert isinstance(left, int)
    assert frozen > 100_000
    assert left < frozen // 20


def test_nothing_is_open_when_the_workers_are_forked(worker: dict[str, object]) -> None:
    """`cms.web_server` forks its workers from a process that has loaded the application."""
    assert (worker["threads"], worker["connections"]) == (1, [])
