"""`make run`: prepare everything, say so, then run the web server and the worker until Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from cms.demo.accounts import read_accounts
from cms.demo.scenario import is_loaded
from cms.kernel.catalogues import compile_catalogues

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Prepare the database and the demo, then run the web server and the worker together."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--web-workers", type=int, default=2)

    def handle(self, *args: Any, **options: Any) -> None:
        self._prepare()
        port = options["port"]
        processes = [
            subprocess.Popen([sys.executable, "manage.py", "run_worker"]),
            subprocess.Popen(web_server_command(port=port, workers=options["web_workers"])),
        ]
        # A terminal's Ctrl-C reaches the children too; `kill` reaches only us.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            self._announce(port)
            while all(p.poll() is None for p in processes):
                time.sleep(0.3)
            self.stderr.write("Một tiến trình đã dừng; dừng cả hai. / One process has ended; stopping both.")
            sys.exit(1)
        except KeyboardInterrupt:
            self.stdout.write("\nĐang dừng… / Stopping…")
        finally:
            _end(processes)

    def _prepare(self) -> None:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        self._say("Biên dịch bản dịch giao diện / Compiling catalogues")
        compile_catalogues(settings.BASE_DIR)
        self._say("Chuẩn bị cơ sở dữ liệu / Preparing the database")
        call_command("migrate", verbosity=0)
        if not is_loaded():
            self._say("Nạp dữ liệu minh họa / Loading the demo (about a minute, once)")
            call_command("load_demo", stdout=self.stdout)

    def _announce(self, port: int) -> None:
        base = f"http://{HOST}:{port}"
        self.stdout.write("")
        self._say(f"Cổng: {base}/   (trang thứ hai / second site: http://city.localhost:{port}/)")
        self._say(f"Quản trị / Admin: {base}/admin/")
        self._say(f"API: {base}/api/v1/")
        self.stdout.write("\nTài khoản minh họa / demo accounts:")
        for account in read_accounts():
            self.stdout.write(f"  {account.username:<22} {account.password:<18} {account.label}")
        self.stdout.write("\nCtrl-C để dừng / to stop.\n")
        self.stdout.flush()

    def _say(self, text: str) -> None:
        self.stdout.write(f"==> {text}")
        self.stdout.flush()


def web_server_command(*, port: int, workers: int) -> list[str]:
    """The production server on the loopback address; WSGI, because Django under ASGI is far slower."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "2", "--no-ws", "--respawn-failed-workers",
        "--log-level", "warning", "cms.wsgi:application",
    ]  # fmt: skip


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
