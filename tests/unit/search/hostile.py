"""Texts that no honest reader types, for the addresses of the search; also for `benchmarks.search_hostile`."""

import io
import time
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from django.test.client import ClientHandler

from tests.unit.delivery.hostile import TEXTS

ADDRESSES = ("/api/v1/search/", "/api/v1/search/suggest/")
HALF = 95  # characters of each of two texts: together they are no longer than a question may be

HOSTILE = [
    *TEXTS,
    "AND OR NOT", "NEAR(a b)", "head:ho", "ho*", '"ho', "^ho", "ho NEAR/2 chieu", "{head meta}:x",
    "a" * 200, "đ" * 200, "ho " * 66, "ộ" * 60, "\u0301" * 100, "1.001193" * 20, "58/2022/" * 20,
    "_ _ _",
    "ſ ﬁ ₂ ①",
    "\u65e5\u672c\u8a9e \u6f22\u5b57",
    "\u0600\u0601",
    "ho\x1fchieu",
    "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
    "hohohohohohohohohohohohohohohohohohohohohoho",
    "ctcp lsq cmd tlsq syll gddb ubnd sngv bca ttg csgt cccd hktt lltp gplx gpxd hkd bhxh",  # each stands for many
    "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
    "aaaaaaaaaaaa",
]  # fmt: skip


def pairs_of_texts() -> list[str]:
    """7,680 texts, each of two hostile ones."""
    return [f"{one[:HALF]} {other[:HALF]}" for one in HOSTILE for other in HOSTILE][:7680]


def ask_hostile(address: str, texts: Iterable[str]) -> Iterator[tuple[int, float, float]]:
    """(status, seconds by the clock, of the processor) of each text, by one handler; what it raises is a 500."""
    handler = ClientHandler(enforce_csrf_checks=False)
    for text in texts:
        query = quote(text.encode("utf-8", "replace"))
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": f"q={query}", "SERVER_NAME": "localhost",
            "SERVER_PORT": "80", "REMOTE_ADDR": "127.0.0.1", "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http",
        }  # fmt: skip
        began, used = time.perf_counter(), time.process_time()
        status = handler(environ).status_code
        yield status, time.perf_counter() - began, time.process_time() - used
