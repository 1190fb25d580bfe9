"""From published to found, through the real worker: `VAR_DIR=var/publish python -m benchmarks.search_publish`.

With `SEARCH_BACKEND=elasticsearch ELASTICSEARCH_URL=…` the server's index is what answers. A worker process runs
beside; each article has a word of its own, is published by the product's own actions, and is asked for at the endpoint
until it is there. What is printed begins when the publishing transaction is over.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

_LONGEST = 30.0  # seconds for one article
_AT_ONCE = 0.02


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20)
    given = parser.parse_args()
    section = _site()
    with _worker():
        _wait_until(lambda: not _asked("san sang")["degraded"], seconds=120)
        seconds = [_published_and_found(section, number) for number in range(given.articles)]
    from django.conf import settings

    print(
        f"published → found, {settings.SEARCH_BACKEND}, {len(seconds)} articles:"
        f" median {statistics.median(seconds):.2f} s, slowest {max(seconds):.2f} s"
    )


def _site():
    """A fresh site with one section; its page returns."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    import django

    django.setup()
    from django.core.management import call_command

    from cms.subsites.models import Subsite
    from tests.factories.pages import a_site

    call_command("migrate", verbosity=0)
    if Subsite.objects.exists():
        sys.exit("give a VAR_DIR that does not exist yet")
    return a_site().sections["news"]["vi"]


@contextmanager
def _worker() -> Iterator[None]:
    worker = subprocess.Popen([sys.executable, "manage.py", "run_worker"])
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(30)


def _published_and_found(section, number: int) -> float:
    from tests.factories.pages import ArticlePageFactory

    word = f"moc{chr(97 + number // 26)}{chr(97 + number % 26)}xin"
    title = f"Khai trương điểm {word}"
    ArticlePageFactory(section_page=section, title=title, live=True)
    began = time.perf_counter()
    _wait_until(lambda: any(item["title"] == title for item in _asked(word)["items"]), seconds=_LONGEST)
    return time.perf_counter() - began


def _wait_until(is_so, *, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while not is_so():
        if time.perf_counter() > end:
            sys.exit(f"not within {seconds:.0f} s")
        time.sleep(_AT_ONCE)


def _asked(text: str) -> dict:
    from django.test import Client

    answer: dict = Client(headers={"host": "localhost"}).get("/api/v1/search/", {"q": text, "exact": "true"}).json()
    return answer


if __name__ == "__main__":
    main()
