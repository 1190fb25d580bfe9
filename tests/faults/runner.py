"""Imports Django once and forks a process for each step, so that killing one costs milliseconds.

Reads lines {"step", "arguments", "failpoint"} and answers {"status", "result"}; status -9 is SIGKILL.
"""

import json
import os
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402

from cms.kernel.failpoints import VARIABLE  # noqa: E402

STEPS = import_module(os.environ.get("CONG_FAULT_STEPS", "tests.faults.steps")).STEPS


def run_forked(command: dict[str, Any]) -> dict[str, Any]:
    """Run one step in a child of its own."""
    answer = Path(tempfile.mkstemp(dir=os.environ["CONG_FAULT_DIR"])[1])
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if command.get("failpoint"):
                os.environ[VARIABLE] = command["failpoint"]
            answer.write_text(json.dumps(STEPS[command["step"]](*command.get("arguments", []))))
            connections.close_all()
            code = 0
        except BaseException:
            answer.write_text(json.dumps(traceback.format_exc()))
        finally:
            os._exit(code)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    text = answer.read_text()
    answer.unlink()
    return {"status": status, "result": json.loads(text) if text else None}


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run_forked(json.loads(line))) + "\n")
        sys.stdout.flush()
