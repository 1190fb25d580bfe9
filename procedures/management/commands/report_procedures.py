"""`manage.py report_procedures completeness|verified|online|drift …`: what is measured of the catalogue, as CSV."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.kernel.calendar import day_of
from cms.kernel.errors import DomainError
from cms.kernel.sheets import csv_of
from cms.pages.unreadable import why_unreadable
from cms.subsites.models import Subsite
from procedures import measures
from procedures.actions import take_official_list
from procedures.importing.judging import judge_all
from procedures.importing.reading import read_records
from procedures.management.sites import site_of
from procedures.report_rows import DRIFT_HEADINGS, HEADINGS, rows_of_drift, rows_of_report


class Command(BaseCommand):
    help = "Reports of the catalogue: completeness against the official list, verification, share online, drift."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=[*HEADINGS, "drift"])
        parser.add_argument(
            "--subsite", default="", metavar="KEY", help="key of the site; needed where there are several"
        )
        parser.add_argument("--official-list", type=Path, metavar="FILE", help="take this list of codes first")
        parser.add_argument("--basis", default="", help="the decision that the list comes from")
        parser.add_argument("--against", type=Path, metavar="FILE", help="for drift: the newer file of records")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the report; for drift exit status 1 where anything differs."""
        subsite, at = site_of(options["subsite"]), timezone.now()
        try:
            if options["official_list"]:
                with options["official_list"].open("rb") as file:
                    take_official_list(
                        subsite=subsite, file=file, file_name=options["official_list"].name, basis=options["basis"],
                        by=None, at=at,
                    )  # fmt: skip
            if options["kind"] == "drift":
                self._drift(subsite, options["against"])
                return
        except OSError as error:
            raise CommandError(f"{error.filename}: {why_unreadable(error)}") from error
        except DomainError as error:
            raise CommandError(str(error)) from error
        kind = options["kind"]
        rows = [[str(heading) for heading in HEADINGS[kind]], *rows_of_report(kind, subsite, on=day_of(at))]
        self.stdout.write(csv_of(rows).decode("utf-8-sig"), ending="")
        self.stderr.write(self._share(kind, subsite))

    def _share(self, kind: str, subsite: Subsite) -> str:
        on = day_of(timezone.now())
        if kind == "online":
            share = measures.online_share_of(subsite)
            return _("{online} of {all} public procedures are online.").format(online=share.online, all=share.total)
        if kind == "completeness":
            found = measures.completeness_of(subsite, on=on)
            share_of_list = "–" if found.share is None else f"{100 * found.share:.1f} %"
            return _("Complete and public of the official list: {share}").format(share=share_of_list)
        return ""

    def _drift(self, subsite: Subsite, against: Path | None) -> None:
        if against is None:
            raise CommandError(_("drift needs --against FILE"))
        with against.open("rb") as file:
            found = measures.drift_of(subsite, judge_all(read_records(file).records))
        rows = [[str(heading) for heading in DRIFT_HEADINGS], *rows_of_drift(found)]
        self.stdout.write(csv_of(rows).decode("utf-8-sig"), ending="")
        if found.lines or found.unread:
            raise SystemExit(1)
