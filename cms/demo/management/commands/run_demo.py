"""`make run`: prepare everything, say so, then run the web server and the worker until Ctrl-C."""

import argparse
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.reloader import translation_file_changed

from cms.demo.accounts import read_accounts
from cms.demo.scenario import check_allowed, is_loaded
from cms.kernel.catalogues import compile_catalogues
from cms.kernel.errors import DomainError

HOST = "127.0.0.1"
START_SECONDS = 300  # a small machine may do other things
LAST_RESORT_SECONDS = 10
# What the allocator of glibc keeps for each thread and of each large answer (docs/benchmarks.md, "The server").
WEB_SERVER_ENVIRONMENT = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "1048576",
    "MALLOC_TRIM_THRESHOLD_": "1048576",
}
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    help = "Prepare the database and the demo, then run the web server and the worker together."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--web-workers", type=int, default=2)

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        try:
            check_allowed()
        except DomainError as error:
            raise CommandError(str(error)) from error
        refuse_taken_port(port)
        for number in _ENDING:
            signal.signal(number, _interrupt)
        try:
            self._prepare(port)
            self._serve(port, options["web_workers"])
        except KeyboardInterrupt:
            self._say("Đã dừng / Stopped")

    def _prepare(self, port: int) -> None:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        self._say("Biên dịch bản dịch giao diện / Compiling catalogues")
        if compile_catalogues(settings.BASE_DIR):
            # Read before they were there: the demo would be published with English labels.
            translation_file_changed(sender=None, file_path=Path("django.mo"))
        self._say("Chuẩn bị cơ sở dữ liệu / Preparing the database")
        call_command("migrate", verbosity=0)
        if not is_loaded():
            self._say(
                "Nạp dữ liệu minh họa (chỉ lần đầu, một đến vài phút) / Loading the demo (once, a minute or a few)"
            )
            call_command("load_demo", port=port, stdout=self.stdout)

    def _serve(self, port: int, web_workers: int) -> None:
        self._say("Khởi động máy chủ web và tiến trình nền / Starting the web server and the worker")
        processes = {
            "worker": start([sys.executable, "manage.py", "run_worker"]),
            "web": start(web_server_command(port=port, workers=web_workers), WEB_SERVER_ENVIRONMENT),
        }
        try:
            wait_until_it_answers(port, processes)
            self._announce(port)
            while all(process.poll() is None for process in processes.values()):
                time.sleep(0.3)
            raise CommandError(_ended(processes))
        finally:
            end(list(processes.values()))

    def _announce(self, port: int) -> None:
        base = f"http://{HOST}:{port}"
        self.stdout.write("")
        self._say(f"Cổng / Public site: {base}/   (English: {base}/en/)")
        self._say(f"Trang thứ hai / Second site: http://city.localhost:{port}/")
        self._say(f"Quản trị / Admin: {base}/admin/")
        self._say(f"API: {base}/api/v1/")
        accounts = read_accounts()
        self.stdout.write("\nTài khoản minh họa / Demo accounts (→ việc đang chờ / what waits):")
        for account in accounts:
            self.stdout.write(f"  {account.username:<20} {account.password:<16} {account.label}")
            if account.sees:
                self.stdout.write(f"  {'':<20} {'':<16}   → {account.sees}")
        if not accounts:
            self.stdout.write("  (var/demo-accounts.json không còn / is gone: manage.py changepassword <tên>)")
        self.stdout.write("\nCtrl-C để dừng / to stop.\n")
        self.stdout.flush()

    def _say(self, text: str) -> None:
        self.stdout.write(f"==> {text}")
        self.stdout.flush()


def _interrupt(signum: int, frame: FrameType | None) -> None:
    """`kill` and a closed terminal end us as Ctrl-C does. Once: a second one must not cut the ending short."""
    for number in _ENDING:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def refuse_taken_port(port: int) -> None:
    """Raise CommandError before anything else is done when somebody serves at the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OverflowError as error:
            raise CommandError(f"Cổng mạng phải từ 1 đến 65535 / PORT is 1 to 65535: {port}") from error
        except OSError as error:
            raise CommandError(
                f"Cổng mạng {port} không dùng được ({error.strerror}); chọn cổng khác / "
                f"Port {port} cannot be used; choose another:  PORT={port + 1 if port < 65535 else 8001} make run"
            ) from error


def start(command: list[str], environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """A child in a process group of its own: Ctrl-C reaches only us, and the whole group can be ended."""
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env={**os.environ, **(environment or {})}, process_group=0)


def web_server_command(*, port: int, workers: int) -> list[str]:
    """The production server on the loopback address (docs/benchmarks.md says why each option)."""
    return [
        sys.executable, "-m", "cms.web_server", "--interface", "wsgi", "--host", HOST, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "2", "--backpressure", "64", "--no-ws",
        "--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning", "cms.wsgi:application",
    ]  # fmt: skip


def wait_until_it_answers(port: int, processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """Return when the API answers; raise CommandError when a process ends before, or after START_SECONDS."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if any(process.poll() is not None for process in processes.values()):
            raise CommandError(_ended(processes))
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", "/api/v1/sites/")
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.15)
    raise CommandError(f"Máy chủ không trả lời sau {START_SECONDS} giây / The server does not answer")


def _ended(processes: dict[str, subprocess.Popen[bytes]]) -> str:
    ended = ", ".join(f"{name} ({process.poll()})" for name, process in processes.items() if process.poll() is not None)
    return f"Tiến trình đã dừng, dừng tất cả / A process has ended, stopping all: {ended}"


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask the children to end; whoever does not within ten seconds is killed with its own children."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=LAST_RESORT_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
