"""The cache in files: one of several processes wins."""

import subprocess
import sys
from pathlib import Path

from cms.kernel.shared_cache import SharedFileCache

PROCESSES, KEYS = 4, 60
ADD_ALL = """
import sys
from django.conf import settings
settings.configure()
from cms.kernel.shared_cache import SharedFileCache
cache = SharedFileCache(sys.argv[1], {})
sys.stdin.readline()
print(*(key for key in range(int(sys.argv[2])) if cache.add(str(key), 1)))
"""


def test_of_many_processes_one_adds_a_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ADD_ALL, str(tmp_path / "cache"), str(KEYS)]
    runs = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(PROCESSES)
    ]
    for run in runs:  # all are loaded: begin together
        assert run.stdin is not None
        run.stdin.write("\n")
        run.stdin.flush()
    added = [key for run in runs for key in run.communicate(timeout=60)[0].split()]
    assert sorted(map(int, added)) == list(range(KEYS))


def test_what_one_stores_another_reads_and_the_end_is_the_end(tmp_path: Path) -> None:
    one, other = (SharedFileCache(str(tmp_path), {}) for _ in range(2))
    assert one.add("a", [1]) is True
    assert other.add("a", [2]) is False
    assert other.get("a") == [1]
    one.set("b", 1, timeout=-1)
    assert other.get("b") is None
    assert other.add("b", 2) is True
