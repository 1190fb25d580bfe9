"""Runs the races of tests/races on a PostgreSQL of the run's own."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from tests.conftest import skip_or_fail
from tests.postgres import HOW_TO_GET_IT, binaries, private_cluster

# What must hold on either database, beside the races themselves.
SUITES = ["tests/races", "tests/unit/audit/test_append_only.py", "tests/unit/moderation/test_handover.py"]


@pytest.mark.postgres
@pytest.mark.timeout(900)  # a cluster, every migration and some hundred pairs of requests
def test_races_end_well_on_postgresql() -> None:
    run_races(SUITES, "not slow")


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.timeout(3600)
def test_races_end_well_at_full_size(capsys: pytest.CaptureFixture[str]) -> None:
    """What they print (how often who won) is part of their answer."""
    said = run_races(["tests/races"], "slow")
    with capsys.disabled():
        sys.stdout.write(said)


def run_races(suites: list[str], which: str) -> str:
    """Run the marked tests on a cluster of their own; what they said."""
    if binaries() is None:
        skip_or_fail(HOW_TO_GET_IT)
    with private_cluster() as url:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", *suites, "-m", which, "-q", "--show-capture=no", "-p", "no:cacheprovider"],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings.test"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    # Races that were all skipped would end well, too.
    assert re.search(r"\b[1-9]\d* passed", run.stdout), run.stdout[-2000:]
    return run.stdout
