"""The fixture site of the portal over a real socket, and a browser to look at it."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.template.loader import render_to_string
from django.utils import translation

from cms.portal.source import selection
from tests.browser.npm_tools import axe_source
from tests.conftest import skip_or_fail
from tests.factories.portal import FixtureSource, picture_bytes

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


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
    """Chromium, for one module: while it runs, Playwright keeps an event loop in this thread."""
    from playwright.sync_api import sync_playwright

    if not Path(CHROMIUM).exists():
        skip_or_fail("chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def axe() -> str:
    """The text of axe-core."""
    return axe_source()
