"""`manage.py load_demo [--remove]`: sample data, clearly fake, and gone again in one command."""

import argparse
import logging
import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.demo.config import DEFAULT_SEED, BadConfig, DemoConfig
from cms.demo.removal import remove_demo
from cms.demo.scenario import load_demo
from cms.kernel.calendar import HANOI
from cms.kernel.errors import DomainError


class Command(BaseCommand):
    help = "Load the sample sites, accounts and articles; refused under production settings (docs/demo.md)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="remove what the demo made, and nothing else")
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="the same seed and day give the same site")
        parser.add_argument(
            "--port", type=int, default=int(os.environ.get("PORT", "8000")), help="of the sites' addresses"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # Wagtail tells of every page at INFO: two thousand lines here.
        for name in ("wagtail", "django_tasks"):
            logging.getLogger(name).setLevel(logging.WARNING)
        try:
            if options["remove"]:
                self._remove()
            else:
                self._load(options["seed"], options["port"])
        except BadConfig as error:
            raise CommandError(str(error)) from error
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _load(self, seed: int, port: int) -> None:
        now, started = timezone.now(), time.monotonic()
        config = DemoConfig(loaded_at=now, year=now.astimezone(HANOI).year, seed=seed)
        if load_demo(config=config, port=port, say=self._say):
            self._say(f"Đã nạp trong {time.monotonic() - started:.0f} giây / Loaded in that many seconds")
        else:
            self._say("Dữ liệu minh họa đã có, không thay đổi gì / The demo is there already: nothing changed")

    def _remove(self) -> None:
        removed = remove_demo(at=timezone.now(), say=self._say)
        self._say(f"Đã gỡ {removed.pages} trang / Pages removed")
        if removed.kept_accounts:
            names = ", ".join(removed.kept_accounts)
            self._say(f"Đã khóa, còn trong nhật ký / Closed, because the audit log names them: {names}")

    def _say(self, text: str) -> None:
        self.stdout.write(f"    {text}")
        self.stdout.flush()
