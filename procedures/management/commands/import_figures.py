"""`manage.py import_figures FILE [--subsite KEY] [--from DAY --to DAY --as-of DAY]`."""

import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.kernel.errors import DomainError
from cms.pages.unreadable import why_unreadable
from procedures.actions import take_figures
from procedures.figures.file_source import read_delivery
from procedures.management.sites import site_of


class Command(BaseCommand):
    help = "Take processing figures (received, solved on time, late) from a file, and publish them with their date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a row for each unit: .json, .csv or .xlsx")
        parser.add_argument(
            "--subsite", default="", metavar="KEY", help="key of the site; needed where there are several"
        )
        day = datetime.date.fromisoformat
        parser.add_argument("--from", type=day, dest="period_start", metavar="DAY", help="first day, yyyy-mm-dd")
        parser.add_argument("--to", type=day, dest="period_end", metavar="DAY", help="last day")
        parser.add_argument("--as-of", type=day, dest="as_of", metavar="DAY", help="the day the figures are of")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take all of the file, or nothing."""
        days = {name: options[name] for name in ("period_start", "period_end", "as_of")}
        subsite = site_of(options["subsite"])
        try:
            with options["file"].open("rb") as file:
                deliveries = read_delivery(file, file_name=options["file"].name, given=days)
            taken = take_figures(subsite=subsite, deliveries=deliveries, by=None, at=timezone.now())
        except OSError as error:
            raise CommandError(f"{options['file']}: {why_unreadable(error)}") from error
        except DomainError as error:
            raise CommandError(str(error)) from error
        text = _("{count} of {all} deliveries were new and are public.")
        self.stdout.write(text.format(count=len(taken), all=len(deliveries)))
