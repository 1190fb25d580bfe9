"""`manage.py export_translation REQUEST FILE`: the segments of a request as PO, XLIFF or a Word table."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.kernel.errors import DomainError
from cms.translation.exchange.formats import FORMATS
from cms.translation.exchange.queries import file_of
from cms.translation.models import TranslationRequest


class Command(BaseCommand):
    """The format follows from the ending of the file's name."""

    help = "Write the segments of a request for translation into a file (docs/translation-tools.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which request, and where to."""
        parser.add_argument("request", type=int, metavar="REQUEST")
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find, write, say so."""
        path: Path = options["file"]
        wanted = TranslationRequest.objects.filter(pk=options["request"]).first()
        if wanted is None:
            raise CommandError(f"there is no request {options['request']}")
        ending = path.suffix.lstrip(".").lower()
        key = next((key for key, known in FORMATS.items() if ending in known.extensions), "")
        try:
            path.write_bytes(file_of(wanted, format_key=key, at=timezone.now()).data)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from None
        except DomainError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"written: {path}")
