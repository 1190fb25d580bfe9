"""`manage.py import_translation REQUEST FILE --by USERNAME`: a file comes back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.accounts.models import User
from cms.kernel.errors import DomainError
from cms.pages.unreadable import why_unreadable
from cms.translation.exchange import limits
from cms.translation.exchange.actions import import_translation
from cms.translation.exchange.errors import reason
from cms.translation.models import TranslationRequest


class Command(BaseCommand):
    """In the name of a person, whose rights are asked as on the screen."""

    help = "Read translations from a PO, XLIFF or Word file (docs/translation-tools.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which request, from where, whose work it is."""
        parser.add_argument("request", type=int, metavar="REQUEST")
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--by", required=True, metavar="USERNAME", help="the person whose translation it is")
        parser.add_argument("--trial", action="store_true", help="only say what would be kept")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, take, report row by row what was not kept."""
        path: Path = options["file"]
        wanted = TranslationRequest.objects.filter(pk=options["request"]).first()
        person = User.objects.filter(username=options["by"], is_active=True).first()
        if wanted is None or person is None:
            raise CommandError("there is no such request, or no such person")
        try:
            with path.open("rb") as file:
                data = file.read(limits.MAX_BYTES + 1)
            report = import_translation(
                request=wanted, data=data, name=path.name, by=person, at=timezone.now(), is_trial=options["trial"]
            )
        except OSError as error:
            raise CommandError(f"{path}: {why_unreadable(error)}") from None
        except DomainError as error:
            raise CommandError(str(error)) from None
        for row in report.rejected:
            self.stdout.write(f"row {row.number}: {row.detail or reason(row.reason)}")
        self.stdout.write(
            f"taken: {len(report.accepted)}, not taken: {len(report.rejected)}, unchanged: {report.unchanged}"
        )
