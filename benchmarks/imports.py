"""An import of procedures from the file to the public: records a second, and how long another writer waits meanwhile.

    python -m benchmarks.imports                       10,000 full records
    python -m benchmarks.imports --records 500         a look on a busy machine
    python -m benchmarks.imports --write               puts the table into docs/benchmarks.md

The database is made afresh in VAR_DIR (default: var/benchmark/imports). A second process asks SQLite for the write lock
about a hundred times a second, writes a row and lets go: what it waits is what any other editor would. Reactions to the
publications (search, caches) are those of a worker as it runs beside the site. Exits 1 when a wait is above the aim.
"""

import argparse
import io
import json
import multiprocessing
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.report import write_into

RECORDS = 10_000
AIM_WAIT_SECONDS = 2.0
_PAUSE_SECONDS = 0.01
_PATIENCE_SECONDS = 600
_LOOK_SECONDS, _IDLE_LOOKS = 0.5, 3


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A step of the import: how many records, and when it began and ended by the machine's clock."""

    name: str
    records: int
    began: float
    ended: float

    @property
    def per_second(self) -> float:
        """Records a second."""
        return self.records / max(self.ended - self.began, 1e-9)


def main() -> int:
    """Measure; 1 when another writer waits longer than the aim."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    root = Path(__file__).resolve().parents[1]
    var = Path(os.environ.get("VAR_DIR") or root / "var" / "benchmark" / "imports").resolve()
    shutil.rmtree(var, ignore_errors=True)
    var.mkdir(parents=True)
    os.environ.update(VAR_DIR=str(var), DJANGO_SETTINGS_MODULE="cms.settings.dev", LOG_LEVEL="ERROR")
    room, database = _prepare()
    done = multiprocessing.get_context("spawn").Event()
    waits = multiprocessing.get_context("spawn").SimpleQueue()
    writer = multiprocessing.get_context("spawn").Process(target=write_beside, args=(database, done, waits))
    writer.start()
    try:
        stages = list(_stages(room, arguments.records))
    finally:
        done.set()
    waited = waits.get()
    writer.join()
    text = _table(stages, waited, records=arguments.records)
    print(text)
    if arguments.write:
        write_into(root / "docs" / "benchmarks.md", text, name="imports")
    longest = max(wait for _at, wait in waited)
    if longest > AIM_WAIT_SECONDS:
        print(f"MISSED: another writer waited {longest:.2f} s")
    return int(longest > AIM_WAIT_SECONDS)


def write_beside(database: str, done: Any, waits: Any) -> None:
    """Another writer: (moment, seconds waited for the lock) of every try, handed over at the end."""
    connection = sqlite3.connect(database, timeout=_PATIENCE_SECONDS, isolation_level=None)
    connection.execute("CREATE TABLE IF NOT EXISTS benchmark_beside (n INTEGER)")
    found = []
    while not done.is_set():
        began = time.time()
        connection.execute("BEGIN IMMEDIATE")
        found.append((began, time.time() - began))
        connection.execute("INSERT INTO benchmark_beside VALUES (1)")
        connection.execute("COMMIT")
        time.sleep(_PAUSE_SECONDS)
    waits.put(found)


def _prepare() -> tuple[Any, str]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import translation

    translation.activate("vi")
    call_command("migrate", verbosity=0)
    from tests.factories.procedure_imports import a_room

    if connection.vendor != "sqlite":
        sys.exit("This measures SQLite's one lock: run it without DATABASE_URL.")
    return a_room(), str(connection.settings_dict["NAME"])


def _stages(room: Any, count: int) -> Iterable[Stage]:
    from procedures.actions import approve_batch, compare_file, open_batch, publish_items, work_on
    from tests.factories.procedure_imports import AT

    content, site = _file(count), room.site.subsite

    def opened() -> Any:
        return open_batch(file=io.BytesIO(content), file_name="benchmark.json", subsite=site, by=room.office, at=AT)

    yield _timed(
        "dry run", count, lambda: _exhaust(compare_file(file=io.BytesIO(content), subsite=site, by=None, at=AT))
    )
    batches: list[Any] = []
    yield _timed("reading the file", count, lambda: batches.append(opened()))
    (batch,) = batches
    yield _timed("writing drafts", count, lambda: _exhaust(work_on(batch=batch, at=AT)))
    say = {"bundle_hash": batch.bundle_hash, "by": room.member, "at": AT}
    yield _timed("the board's approval", count, lambda: approve_batch(batch=batch, **say))
    yield _timed("publishing", count, lambda: _exhaust(publish_items(batch=batch, at=AT)))
    yield _timed("the worker's reactions", count, worker_reacts)
    yield _timed("the same file again", count, lambda: _exhaust(work_on(batch=opened(), at=AT)))
    ends = set(batch.items.values_list("publication", flat=True))
    if ends != {"published"}:
        sys.exit(f"not everything was published: {ends}")


def worker_reacts() -> None:
    """A worker of its own, with all its lanes and jobs, until nothing that is due waits."""
    from django.utils import timezone

    from cms.publishing.worker.claiming import waiting_subscribers

    root = Path(__file__).resolve().parents[1]
    worker = subprocess.Popen([sys.executable, "manage.py", "run_worker"], cwd=root)
    try:
        idle = 0
        while idle < _IDLE_LOOKS:
            time.sleep(_LOOK_SECONDS)
            idle = 0 if waiting_subscribers(at=timezone.now()) else idle + 1
    finally:
        worker.terminate()
        worker.wait()


def _file(count: int) -> bytes:
    """Full records, of thirty fields and forty agencies."""
    from tests.factories.procedure_files import full_record

    records = [
        full_record(
            id=f"thu-tuc-{number}",
            name=f"Thủ tục số {number} về việc cấp giấy xác nhận",
            code=f"{number // 1_000_000 + 1}.{number % 1_000_000:06d}",
            field=f"Lĩnh vực {number % 30}",
            agency=f"Cơ quan {number % 40}",
        )
        for number in range(count)
    ]
    return json.dumps({"procedures": records}, ensure_ascii=False).encode()


def _exhaust(items: Iterable[object]) -> None:
    for _item in items:
        pass


def _timed(name: str, records: int, work: Callable[[], object]) -> Stage:
    began = time.time()
    work()
    return Stage(name=name, records=records, began=began, ended=time.time())


def _table(stages: list[Stage], waited: list[tuple[float, float]], *, records: int) -> str:
    lines = [
        f"Measured on {time.strftime('%Y-%m-%d')}: {records:,} full records, SQLite, one process and another writer.",
        "",
        "| step | records/s | seconds | another writer waits at most | median |",
        "|---|---|---|---|---|",
    ]
    for stage in stages:
        during = [wait for at, wait in waited if stage.began <= at <= stage.ended] or [0.0]
        lines.append(
            f"| {stage.name} | {stage.per_second:,.0f} | {stage.ended - stage.began:,.1f}"
            f" | {max(during) * 1000:,.0f} ms | {statistics.median(during) * 1000:,.1f} ms |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
