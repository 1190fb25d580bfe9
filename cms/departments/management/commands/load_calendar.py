"""`manage.py load_calendar [FILE]`: holidays and swapped days, added where they are missing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.departments.actions import load_calendar
from cms.departments.actions.calendar import DATA_FILE
from cms.departments.calendar_file import read_calendar
from cms.kernel.errors import DomainError


class Command(BaseCommand):
    help = "Add the holidays and swapped days of a file (default: those of 2017–2027) that are not there yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=DATA_FILE)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_calendar(days=read_calendar(options["file"]), by=None, at=timezone.now())
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{loaded.holidays} holidays and {loaded.swaps} swapped days added")
