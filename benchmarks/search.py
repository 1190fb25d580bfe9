"""The search, cold, at its endpoint: `VAR_DIR=var/bench python -m benchmarks.search --documents 20000`.

Every question is asked once, so nothing is answered from the cache of answers; the process is warm, as a worker
that has served for a minute is. Prints the rebuild's speed, the times of the endpoint, and how many there were.
"""

import argparse
import io
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson

from benchmarks import search_content

_FILES = ("search/data/relevance_dev.json", "search/data/relevance_own.json")
_WARM = 40
_PATIENCE = 30  # times each of them is asked again of a server that is not ready


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--engine", default="", help="rebuild only this engine; default: every one in use")
    parser.add_argument("--ask-only", action="store_true", help="the store and the indexes are filled already")
    given = parser.parse_args()
    search_content.prepare(given.documents)
    if not given.ask_only:
        _rebuild(given.engine)
    seconds, processor, found = _asked()
    told = [total for total in found if total >= 0]
    print(f"endpoint, {len(found)} questions once each, {statistics.fmean(told or [0]):.0f} matches on average")
    if len(told) < len(found):
        print(f"  {len(found) - len(told)} of them answered by the fallback: the engine was not measured")
    # On a machine that does nothing else both are one; on a busy one only the second says what the search costs.
    for name, times in (("clock", seconds), ("processor", processor)):
        cuts = [cut * 1000 for cut in statistics.quantiles(times, n=100)]
        print(f"  {name:9}  median {cuts[49]:.1f} ms  p95 {cuts[94]:.1f} ms  p99 {cuts[98]:.1f} ms")


def _rebuild(name: str) -> None:
    from django.utils import timezone

    from search.actions import rebuild_index
    from search.backends import chosen, embedded, engine

    for backend in [engine(name)] if name else dict.fromkeys([embedded(), chosen()]):
        began, used = time.perf_counter(), time.process_time()
        count = rebuild_index(backend=backend, at=timezone.now())
        seconds, used = time.perf_counter() - began, time.process_time() - used
        size = backend.status().size_bytes / 1e6
        print(
            f"rebuild, {backend.name}: {count} documents in {seconds:.1f} s ({used:.1f} s of the processor),"
            f" {count / seconds:.0f}/s ({count / used:.0f}/s), {size:.0f} MB"
        )


def queries() -> list[str]:
    """All judged questions, each once; the first warm the process up."""
    texts = [entry["query"] for file in _FILES for entry in json.loads(Path(file).read_text())["queries"]]
    return list(dict.fromkeys(texts))


def endpoint() -> Callable[[str], int]:
    """Asks the application as a server would: a question → how many matched, -1 from the fallback."""
    from cms.wsgi import application  # warmed up, and the collector passes by what stays, as on a server

    def ask(text: str) -> int:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET", "PATH_INFO": "/api/v1/search/", "QUERY_STRING": f"q={quote(text)}",
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "REMOTE_ADDR": "127.0.0.1",
            "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http",
        }  # fmt: skip
        body = b"".join(application(environ, lambda *_: None))  # type: ignore[arg-type, return-value]
        answer = orjson.loads(body)
        total: int = answer["total"]
        # Less than none: the engine that is measured did not answer.
        return -1 if answer["degraded"] else total

    return ask


def _asked() -> tuple[list[float], list[float], list[int]]:
    ask = endpoint()
    seconds, processor, found = [], [], []
    every = queries()
    for text in every[:_WARM]:
        for _ in range(_PATIENCE):  # a server that just started answers its first questions too late
            if ask(text) >= 0:
                break
            time.sleep(1)
    for text in every[_WARM:]:
        began, used = time.perf_counter(), time.process_time()
        total = ask(text)
        seconds.append(time.perf_counter() - began)
        processor.append(time.process_time() - used)
        found.append(total)
    return seconds, processor, found


if __name__ == "__main__":
    main()
