"""The product itself: `manage.py run_demo` in a process of its own, used as its users use it.

One copy serves all of this folder (`tests.scheduling`) and ends with its last test: its worker would go on taking
a part of the machine's two cores.
"""

import contextlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.chromium import chromium

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, kw_only=True)
class Product:
    """A running copy: its address, its data and the passwords of its accounts."""

    url: str
    var_dir: Path
    passwords: dict[str, str]

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (lower case) and body; redirects are not followed."""
        request = urllib.request.Request(self.url + path, headers=headers)
        try:
            with urllib.request.build_opener(_NoRedirect).open(request, timeout=20) as answer:
                return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()

    def json(self, path: str) -> Any:
        status, _, body = self.get(path)
        assert status == 200, (path, status, body[:300])
        return json.loads(body)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(var_dir: Path, **extra: str) -> dict[str, str]:
    """The environment of a copy that keeps its data in `var_dir`."""
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.dev", "VAR_DIR": str(var_dir), **extra}


def wait_until_answers(url: str, process: subprocess.Popen[bytes], *, seconds: float) -> None:
    """Return when `url` answers anything; fail when the process ends or the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, f"ended with {process.returncode} before answering"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except urllib.error.HTTPError:
            return
        except (OSError, urllib.error.URLError):
            time.sleep(0.2)
    pytest.fail(f"{url} did not answer within {seconds} s")


def _product(url: str, var_dir: Path) -> Product:
    rows = json.loads((var_dir / "demo-accounts.json").read_text())
    return Product(url=url, var_dir=var_dir, passwords={row["username"]: row["password"] for row in rows})


@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The demo, loaded once and running until the last test.

    PRODUCT_URL and PRODUCT_VAR_DIR name a copy that runs already, while one writes such a test.
    """
    if url := os.environ.get("PRODUCT_URL"):
        yield _product(url, Path(os.environ["PRODUCT_VAR_DIR"]))
        return
    var_dir = tmp_path_factory.mktemp("product")
    port = free_port()
    log = (var_dir / "run.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_demo", "--port", str(port)],
        cwd=ROOT,
        env=environment(var_dir),
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_answers(url + "/api/v1/", process, seconds=240)
        yield _product(url, var_dir)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        log.close()


def wait_until_idle(product: Product, *, seconds: float = 240) -> None:
    """Return when the worker has cut every picture and delivered every event."""
    end = time.monotonic() + seconds
    questions = (
        "SELECT COUNT(*) FROM media_image WHERE prepared_at IS NULL",
        "SELECT COUNT(*) FROM publishing_delivery WHERE state = 'pending'",
    )
    while time.monotonic() < end:
        with contextlib.closing(sqlite3.connect(f"file:{product.var_dir}/db.sqlite3?mode=ro", uri=True)) as db:
            if sum(db.execute(question).fetchone()[0] for question in questions) == 0:
                return
        time.sleep(0.5)
    pytest.fail(f"the worker was not done within {seconds} s")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


def log_in(browser: Any, product: Product, username: str) -> Any:
    """A page of the admin, logged in as a demo account."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.goto(product.url + "/admin/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", product.passwords[username])
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    return page
