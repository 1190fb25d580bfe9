"""Servers, load and memory: granian as production runs it, wrk with 16 connections, PSS of all its processes."""

import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WORKERS = 2
CONNECTIONS = 16
_START_SECONDS = 60
# As production is told to have it (docs/production.md); for both sides.
ALLOCATOR = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "1048576", "MALLOC_TRIM_THRESHOLD_": "1048576"}
# wrk asks the addresses of a file in turn and reports what it saw as one line of JSON.
_LUA = """
local paths, number = {}, 0
for line in io.lines(os.getenv("BENCHMARK_PATHS")) do paths[#paths + 1] = line end
request = function()
  number = number % #paths + 1
  return wrk.format("GET", paths[number])
end
done = function(summary, latency, requests)
  io.write(string.format('\\nRESULT {"requests": %d, "microseconds": %d, "errors": %d, "p50": %d, "p99": %d}\\n',
    summary.requests, summary.duration, summary.errors.status + summary.errors.connect + summary.errors.read
    + summary.errors.timeout, latency:percentile(50), latency:percentile(99)))
end
"""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one round saw; times in milliseconds."""

    per_second: float
    p50: float
    p99: float
    errors: int


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server."""

    port: int
    pid: int

    def pss_mib(self) -> float:
        """The memory of all processes of the server, shared pages divided among those who share them."""
        kilobytes = 0
        for pid in (self.pid, *_children(self.pid)):
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            kilobytes += int(re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)[1])  # type: ignore[index]
        return kilobytes / 1024

    def get(self, path: str) -> bytes:
        """One answer as it comes: stock answers a path with a redirect and nothing else."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            if response.status >= 400:
                raise SystemExit(f"{path} answered {response.status}: {response.read(400)!r}")
            return response.read()
        finally:
            connection.close()


def granian(port: int, target: str) -> list[str]:
    """The command that production uses too (docs/benchmarks.md says why)."""
    return [
        sys.executable, "-m", "cms.web_server", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(WORKERS), "--blocking-threads", "2", "--backpressure", "64", "--no-ws",
        "--respawn-failed-workers", "--log-level", "warning", target,
    ]  # fmt: skip


@contextmanager
def serving(port: int, target: str, settings: str, probe: str) -> Iterator[Server]:
    """A server of the product's WSGI application or of the stock one, until the block ends."""
    environment = {
        **os.environ,
        **ALLOCATOR,
        "DJANGO_SETTINGS_MODULE": settings,
        "API_THROTTLE_PER_MINUTE": "100000000",
        "LOG_LEVEL": "ERROR",
        "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
    }
    process = subprocess.Popen(granian(port, target), env=environment, start_new_session=True)
    try:
        server = Server(port=port, pid=process.pid)
        _wait(server, probe, process)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def drive(server: Server, paths: Sequence[str], seconds: int, scratch: Path) -> Figures:
    """One round of load."""
    (scratch / "paths").write_text("\n".join(paths) + "\n")
    (scratch / "load.lua").write_text(_LUA)
    command = [
        "wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", f"{seconds}s", "-s", str(scratch / "load.lua"),
        f"http://127.0.0.1:{server.port}/",
    ]  # fmt: skip
    environment = {**os.environ, "BENCHMARK_PATHS": str(scratch / "paths")}
    printed = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=seconds + 60)
    seen = json.loads(printed.stdout.split("RESULT ")[1])
    return Figures(
        per_second=seen["requests"] / seen["microseconds"] * 1e6,
        p50=seen["p50"] / 1000,
        p99=seen["p99"] / 1000,
        errors=seen["errors"],
    )


def median(rounds: Sequence[Figures]) -> Figures:
    """The median of each figure; all errors."""
    return Figures(
        per_second=statistics.median(each.per_second for each in rounds),
        p50=statistics.median(each.p50 for each in rounds),
        p99=statistics.median(each.p99 for each in rounds),
        errors=sum(each.errors for each in rounds),
    )


def _wait(server: Server, probe: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"the server on port {server.port} ended with {process.returncode}")
        try:
            server.get(probe)
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise SystemExit(f"the server on port {server.port} did not answer {probe} within {_START_SECONDS} s")


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]
