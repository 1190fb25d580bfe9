"""`manage.py search_questions erase --containing WORDS | --all`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.accounts.models import User
from search.actions.counting import erase_questions


class Command(BaseCommand):
    help = "Erase questions of the public from the report of searches; on several machines run it on each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["erase"])
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--containing", metavar="WORDS", help="those that hold these words, accents aside")
        which.add_argument("--all", action="store_true", help="every one of them")
        parser.add_argument("--by", metavar="USERNAME", help="who asked for it, for the log")

    def handle(self, *args: Any, **options: Any) -> None:
        words = None if options["all"] else options["containing"].strip()
        if words == "":
            raise CommandError("--containing needs words; --all erases everything")
        by = None
        if options["by"] is not None:
            by = User.objects.filter(username=options["by"]).first()
            if by is None:
                raise CommandError(f"there is nobody of the name {options['by']}")
        self.stdout.write(f"{erase_questions(containing=words, by=by, at=timezone.now())} questions erased")
