"""How soon an article can be translated: from the press of “Bắt đầu dịch” to segments on the screen.

    python -m benchmarks.translation                 one round after another, a worker beside it as in production
    python -m benchmarks.translation --write         puts the table into docs/benchmarks.md

An article of 20 paragraphs below a section that has no English page yet. Made anew in VAR_DIR (default:
var/benchmark/translation) each time. Exits 1 when an aim is missed: 60 queries in the request, 5 seconds.
"""

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

from benchmarks.report import write_into

PARAGRAPHS, ROUNDS = 20, 5
AIM_QUERIES, AIM_SECONDS, PATIENCE = 60, 5.0, 120.0


def main() -> int:
    """Measure; 1 when an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    root = Path(__file__).resolve().parents[1]
    var = Path(os.environ.get("VAR_DIR") or root / "var" / "benchmark" / "translation").resolve()
    shutil.rmtree(var, ignore_errors=True)
    var.mkdir(parents=True)
    os.environ.update(VAR_DIR=str(var), DJANGO_SETTINGS_MODULE="cms.settings.dev", LOG_LEVEL="ERROR")
    room = _prepare()
    rows = [_measure(room, number, root) for number in range(ROUNDS)]
    text = _table(rows)
    print(text)
    if arguments.write:
        write_into(root / "docs" / "benchmarks.md", text, name="translation")
    is_missed = any(row["queries"] > AIM_QUERIES or row["seconds"] > AIM_SECONDS for row in rows)
    return 1 if is_missed else 0


def _prepare() -> Any:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import translation

    translation.activate("vi")
    call_command("migrate", verbosity=0)
    from cms.subsites.actions import sync_access
    from tests.factories.moderation import AT
    from tests.factories.translation import a_translating_room

    room = a_translating_room()
    sync_access(subsite=room.newsroom.site.subsite, by=None, at=AT)
    return room


def _measure(room: Any, number: int, root: Path) -> dict[str, float]:
    """One article below a section of its own."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse
    from wagtail.models import Page

    from tests.factories.moderation import AT
    from tests.factories.pages import ArticlePageFactory, add_section

    site = room.newsroom.site
    add_section(site, f"bench-{number}", number=str(number + 20))
    Page.objects.get(pk=site.sections[f"bench-{number}"]["en"].pk).delete()
    body = [
        {
            "type": "paragraph",
            "id": str(uuid.uuid4()),
            "value": {"text": f"<p>Đoạn văn số {n} của bài.</p>", "lang": ""},
        }
        for n in range(PARAGRAPHS)
    ]
    article = ArticlePageFactory(
        section_page=Page.objects.get(pk=site.sections[f"bench-{number}"]["vi"].pk).specific,
        department=room.newsroom.division,
        title=f"Bài đo số {number}",
        body=body,
        by=room.newsroom.writer,
        at=AT,  # since the English pages are open: an older text opens no request
    )
    request = room.request_of(room.newsroom.live(article))
    client = Client(SERVER_NAME="localhost")
    client.force_login(room.translator)
    worker = subprocess.Popen([sys.executable, "manage.py", "run_worker"], cwd=root, stdout=subprocess.DEVNULL)
    try:
        time.sleep(15)  # it has begun, and waits for something to do
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as captured:
            client.post(reverse("translation_start", args=(request.pk,)))
        answered, queries = time.perf_counter() - began, len(captured)  # the next request forgets them
        progress = reverse("translation_progress", args=(request.pk,))
        while not client.get(progress).json()["is_ready"]:
            if time.perf_counter() - began > PATIENCE:
                raise TimeoutError("the worker did not prepare the text")
            time.sleep(0.1)
        html = client.get(reverse("translation_desk", args=(request.pk,))).content.decode()
        seconds = time.perf_counter() - began
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(30)
    assert html.count("data-tr-segment=") > PARAGRAPHS
    return {"queries": queries, "answered": answered, "seconds": seconds}


def _table(rows: list[dict[str, float]]) -> str:
    seconds = sorted(row["seconds"] for row in rows)
    return "\n".join(
        [
            (
                f"Measured on {time.strftime('%Y-%m-%d')}: an article of {PARAGRAPHS} paragraphs, its section without"
                f" English, SQLite, a worker beside it, {len(rows)} rounds."
            ),
            "",
            "| | median | slowest | aim |",
            "|---|---|---|---|",
            (
                f"| queries of the request | {statistics.median(row['queries'] for row in rows):.0f} "
                f"| {max(row['queries'] for row in rows):.0f} | {AIM_QUERIES} |"
            ),
            (
                f"| answer of the request, s | {statistics.median(row['answered'] for row in rows):.2f} "
                f"| {max(row['answered'] for row in rows):.2f} | |"
            ),
            (
                f"| from the press to segments on the screen, s | **{statistics.median(seconds):.1f}** "
                f"| {seconds[-1]:.1f} | {AIM_SECONDS:.0f} |"
            ),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
