"""`manage.py load_glossary [FILE]`: official English names for all sites."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.kernel.errors import DomainError
from cms.translation.glossary.actions import load_terms
from cms.translation.glossary.term_file import OFFICIAL, read_terms


class Command(BaseCommand):
    """Adds what is not there; what people changed stays. Running it again adds nothing."""

    help = "Load official English names into the glossary (docs/translation-tools.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file; the one that comes with the product when none is named."""
        parser.add_argument("file", type=Path, nargs="?", default=OFFICIAL, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, add, say how many."""
        try:
            terms = read_terms(options["file"])
            added = load_terms(terms=terms, by=None, at=timezone.now())
        except DomainError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"glossary: {added} terms added, {len(terms) - added} were there")
