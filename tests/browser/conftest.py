"""The fixture site of the portal over a real socket, and a browser to look at it."""

import threading
import time
from collections.abc import Callable, Iterator
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.template.loader import render_to_string
from django.utils import translation

from cms.portal.source import selection
from tests.browser.npm_tools import axe_source
from tests.chromium import PATIENCE, chromium
from tests.factories.portal import FixtureSource, picture_bytes

QUIET = 0.5  # seconds without a request, after which a closed tab has sent its last one


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Say nothing."""


def _application() -> Callable[..., Any]:
    pages = StaticFilesHandler(WSGIHandler())

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        path = environ["PATH_INFO"]
        if path.startswith("/media/"):
            body, kind = picture_bytes(path)
        elif path.startswith("/errors/"):  # the pages of last resort, which no address asks for
            with translation.override("vi"):
                body = render_to_string(path[1:], {"locale": "vi", "code": "0a1b2c3d"}).encode()
            kind = "text/html; charset=utf-8"
        else:
            return pages(environ, start_response)
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    return answer


@pytest.fixture(scope="module")
def database_beside_the_browser() -> Iterator[None]:
    """Playwright's loop stands in this thread; the tests ask the database from it all the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


class _Requests:
    """Counts what the live server is asked and what it has answered."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way = 0
        self._last = time.monotonic()

    def started(self, **_: Any) -> None:
        self._count(1)

    def finished(self, **_: Any) -> None:
        self._count(-1)

    def _count(self, step: int) -> None:
        with self._lock:
            self._under_way += step
            self._last = time.monotonic()

    def wait(self) -> None:
        """Until all is answered and nothing more came for a while."""
        end = time.monotonic() + PATIENCE
        while self._under_way > 0 or time.monotonic() - self._last < QUIET:
            assert time.monotonic() < end, f"{self._under_way} requests do not end"
            time.sleep(0.05)


@pytest.fixture(autouse=True)
def _tabs_end_before_the_tables_are_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a closed tab had asked is answered first: its queries would meet the emptying."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("live_server")
    requests = _Requests()
    request_started.connect(requests.started)
    request_finished.connect(requests.finished)
    yield
    for context in request.getfixturevalue("browser").contexts:
        context.close()
    requests.wait()
    request_started.disconnect(requests.started)
    request_finished.disconnect(requests.finished)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of the fixture site."""
    fixture = FixtureSource()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(selection, "source_at", lambda place: fixture)
        server = make_server("127.0.0.1", 0, _application(), server_class=_Server, handler_class=_Quiet)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def axe() -> str:
    """The text of axe-core."""
    return axe_source()
