"""Named places where a test may kill the process, to prove that nothing is lost there (RELIABILITY)."""

import os
import signal

VARIABLE = "CONG_FAILPOINT"


def failpoint(name: str) -> None:
    """Kill this process with SIGKILL when the environment names this place; otherwise one dictionary look-up."""
    if os.environ.get(VARIABLE) == name:
        os.kill(os.getpid(), signal.SIGKILL)
