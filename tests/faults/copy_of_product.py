"""A running copy of the product: a database, a web server, a worker, and servers that are about to be killed."""

import http.client
import signal
import subprocess
import sys
import time
import urllib.parse
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from django.conf import settings

from cms.demo.management.commands.run_demo import web_server_command
from tests.faults.conftest import SIGKILLED, Processes
from tests.product.conftest import free_port

LEASE_SECONDS = 1


class Copy:
    """The processes over one VAR_DIR, and a browser of its editor."""

    def __init__(self, folder: Path, *, port: int) -> None:
        self.steps = Processes(
            folder,
            CONG_FAULT_STEPS="tests.faults.web_steps",
            DJANGO_SETTINGS_MODULE="cms.settings.dev",
            VAR_DIR=str(folder),
            WORKER_LEASE_SECONDS=str(LEASE_SECONDS),
        )
        self.port = port
        self.host = ""
        self._cookies: dict[str, str] = {}
        self._running: list[subprocess.Popen[bytes]] = []
        self._worker: subprocess.Popen[bytes] | None = None

    def start_web(self, *, port: int, failpoint: str = "") -> "subprocess.Popen[bytes]":
        """One granian process; dead for good when its worker is."""
        command = [part for part in web_server_command(port=port, workers=1) if part != "--respawn-failed-workers"]
        return self._start(command, failpoint)

    def start_worker(self, failpoint: str = "") -> "subprocess.Popen[bytes]":
        return self._start([sys.executable, "manage.py", "run_worker"], failpoint)

    def _start(self, command: list[str], failpoint: str) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env={**self.steps.environment, "CONG_FAILPOINT": failpoint},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            process_group=0,
        )
        self._running.append(process)
        return process

    def with_worker(self, *, running: bool) -> None:
        """See that a sound worker runs, or none."""
        if running and self._worker is None:
            self._worker = self.start_worker()
        elif not running and self._worker is not None:
            self._worker.send_signal(signal.SIGTERM)
            # It may have been told before it was listening.
            assert self._worker.wait(30) in {0, -signal.SIGTERM}
            self._worker = None

    def ask(self, path: str, fields: dict[str, Any] | None = None, *, port: int = 0) -> tuple[int, bytes]:
        """GET, or POST the fields of a form, as the editor's browser; status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        headers = {"Host": self.host, "Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        body = None
        if fields is not None:
            posted = {**fields, "csrfmiddlewaretoken": self._cookies.get("csrftoken", "")}
            body = urllib.parse.urlencode(posted, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request("GET" if fields is None else "POST", path, body=body, headers=headers)
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    self._cookies.update({key: morsel.value for key, morsel in SimpleCookie(value).items()})
            return answer.status, answer.read()
        finally:
            connection.close()

    def log_in(self, username: str, password: str) -> None:
        self.ask("/admin/login/")
        status, _ = self.ask("/admin/login/", {"username": username, "password": password})
        assert status == http.client.FOUND

    def post(self, form: dict[str, Any], **more: str) -> None:
        """Post a form to the sound web server; it must be accepted."""
        status, body = self.ask(form["url"], {**form["fields"], **more})
        assert status == http.client.FOUND, body.decode()[-3000:]

    def post_and_die(self, form: dict[str, Any], *, at: "subprocess.Popen[bytes]", port: int, **more: str) -> None:
        """Post a form to a web server that must be killed by it, without an answer."""
        self.wait_for_web(port)
        try:
            status, _ = self.ask(form["url"], {**form["fields"], **more}, port=port)
        except (http.client.HTTPException, ConnectionError):
            at.terminate()
            at.wait(30)
            return
        raise AssertionError(f"the failpoint was never reached: {status}")

    def wait_for_web(self, port: int) -> None:
        end = time.monotonic() + 60
        while True:
            try:
                if self.ask("/api/v1/sites/", port=port)[0] == http.client.OK:
                    return
            except OSError:
                assert time.monotonic() < end, "the web server does not answer"
                time.sleep(0.1)

    def killed_worker(self, failpoint: str) -> None:
        """A worker that must be killed at the failpoint."""
        assert self.start_worker(failpoint).wait(60) == SIGKILLED

    def wait_until_delivered(self) -> None:
        end = time.monotonic() + 60
        while self.steps.do("pending"):
            assert time.monotonic() < end, "not delivered in time"
            time.sleep(0.2)

    def close(self) -> None:
        for process in self._running:
            if process.poll() is None:
                process.terminate()
        for process in self._running:
            process.wait(30)
        self.steps.close()


def doomed(copy: Copy, failpoint: str) -> "tuple[subprocess.Popen[bytes], int]":
    """A web server that will be killed at the failpoint, and its port."""
    port = free_port()
    return copy.start_web(port=port, failpoint=failpoint), port
