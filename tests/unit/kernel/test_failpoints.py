"""Named places where a test may kill the process."""

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = "from cms.kernel.failpoints import failpoint; failpoint('a.b'); print('alive')"


def run(**environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environment}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM], env=env, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_named_place_kills_the_process() -> None:
    assert run(CONG_FAILPOINT="a.b").returncode == -signal.SIGKILL


def test_another_place_does_nothing() -> None:
    answer = run(CONG_FAILPOINT="a.c")
    assert (answer.returncode, answer.stdout) == (0, "alive\n")
