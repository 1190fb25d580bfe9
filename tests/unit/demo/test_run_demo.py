"""`make run` before and after its servers."""

import io
import os
import signal
import socket
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation.reloader import translation_file_changed
from pytest_django import Settings

from benchmarks.load import ALLOCATOR, granian
from cms.demo.management.commands import run_demo
from cms.demo.management.commands.run_demo import (
    WEB_SERVER_ENVIRONMENT,
    end,
    refuse_taken_port,
    web_server_command,
)
from cms.demo.scenario import DemoNotAllowed

ROOT = Path(__file__).resolve().parents[3]


def test_a_port_in_use_is_said_before_anything_is_done(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "var"
    out = io.StringIO()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Cổng mạng {port} không dùng được.*PORT={port + 1} make run"):
            call_command("run_demo", port=port, stdout=out)
    assert out.getvalue() == ""
    assert not settings.VAR_DIR.exists()


@pytest.mark.parametrize("port", [65536, 1_000_000])
def test_a_port_that_cannot_be_is_refused(port: int) -> None:
    with pytest.raises(CommandError, match="1 đến 65535"):
        refuse_taken_port(port)


def test_settings_without_demo_refuse_the_demo_and_its_server(settings: Settings) -> None:
    settings.DEMO_ALLOWED = False
    for command in ("load_demo", "run_demo"):
        with pytest.raises(CommandError) as refused:
            call_command(command, stdout=io.StringIO())
        assert str(refused.value) == str(DemoNotAllowed())


def test_production_refuses_the_demo(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "portal.example",
        "ADMIN_BASE_URL": "https://portal.example",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "load_demo"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "DEMO_ALLOWED" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "demo-accounts.json").exists()


def test_the_web_server_listens_on_this_machine_only() -> None:
    command = web_server_command(port=8123, workers=2)
    assert command[command.index("--host") + 1] == "127.0.0.1"
    assert command[command.index("--port") + 1] == "8123"


def test_the_demo_is_served_as_production_is() -> None:
    ours, measured = web_server_command(port=8123, workers=2), granian(8123, "cms.wsgi:application")
    wanted = [option for option in measured if option.startswith("--") and option not in {"--host", "--log-level"}]
    assert wanted
    assert WEB_SERVER_ENVIRONMENT == ALLOCATOR
    for option in wanted:
        assert option in ours, option
        value = measured[measured.index(option) + 1]
        assert value.startswith("--") or ours[ours.index(option) + 1] == value, option


def test_children_that_ignore_the_signal_are_killed_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    children = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, process_group=0)
        for code in (deaf, "import time; print(1, flush=True); time.sleep(60)")
    ]
    for child in children:
        assert child.stdout is not None
        child.stdout.readline()
        child.stdout.close()
    monkeypatch.setattr("cms.demo.management.commands.run_demo.LAST_RESORT_SECONDS", 0.3)
    started = time.monotonic()
    end(children)
    assert [child.returncode for child in children] == [-signal.SIGKILL, -signal.SIGTERM]
    assert time.monotonic() - started < 10


def test_the_first_run_publishes_the_demo_in_vietnamese(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fresh copy has no compiled catalogues: what was read before they were made is forgotten."""
    folder = tmp_path / "app" / "locale" / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
                                      'msgid "only here"\nmsgstr "chỉ ở đây"\n')  # fmt: skip
    settings.BASE_DIR, settings.VAR_DIR = tmp_path, tmp_path / "var"
    settings.LOCALE_PATHS = [folder.parents[1]]
    said: list[str] = []
    monkeypatch.setattr(run_demo, "is_loaded", lambda: False)
    monkeypatch.setattr(run_demo, "call_command", lambda *_args, **_named: said.append(gettext("only here")))
    forget = partial(translation_file_changed, sender=None, file_path=Path("x.mo"))
    forget()
    try:
        with translation.override("vi"):
            assert gettext("only here") == "only here"
            run_demo.Command(stdout=io.StringIO())._prepare(8000)
    finally:
        forget()
    assert said == ["chỉ ở đây", "chỉ ở đây"]
