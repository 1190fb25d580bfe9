"""`manage.py erase_words --page ID | --site KEY --reason … [--dry-run]`, the words on standard input."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from cms.accounts.models import User
from cms.erasure.actions import Findings, erase, look, words_of
from cms.erasure.scope import Scope, scope_of_page, scope_of_site
from cms.erasure.words import LONGEST, MOST_WORDS
from cms.kernel.errors import DomainError
from cms.subsites.models import Subsite


class Command(BaseCommand):
    help = (
        "Erase words from old versions, drafts, translations and remarks (docs/erasure.md). The words are read from "
        "standard input, one to a line: an argument would stand in the list of processes and in the shell's history."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--page", type=int, metavar="ID", help="a page, with its translations")
        where.add_argument("--site", metavar="KEY", help="everything of a site, its bin included")
        parser.add_argument("--reason", required=True, help="number of the request; the audit log keeps it")
        parser.add_argument("--by", metavar="USERNAME", help="who asked for it, for the log")
        parser.add_argument("--dry-run", action="store_true", help="say what holds the words and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        # Everybody who runs this reads English; the log is read in the language of each reader.
        with override("en"):
            try:
                self._run(options)
            except DomainError as refused:
                raise CommandError(str(refused)) from refused

    def _run(self, options: dict[str, Any]) -> None:
        by = None
        if options["by"] is not None:
            by = User.objects.filter(username=options["by"]).first()
            if by is None:
                raise CommandError(f"there is nobody of the name {options['by']}")
        scope = _scope(options)
        lines = sys.stdin.read(MOST_WORDS * (LONGEST + 2) + 1)
        if len(lines) > MOST_WORDS * (LONGEST + 2):
            raise CommandError("there is too much on standard input")
        words, at = words_of(lines.splitlines()), timezone.now()
        if options["dry_run"]:
            self._tell(look(words=words, scope=scope, by=by, at=at), "hold the words; nothing was changed")
        else:
            self._tell(erase(words=words, scope=scope, reason=options["reason"], by=by, at=at), "erased")

    def _tell(self, found: Findings, what: str) -> None:
        """Numbers and addresses; never the words."""
        for label, number in found.places:
            self.stdout.write(f"{number:6d}  {label}")
        self.stdout.write(f"{found.count:6d}  places {what}")
        for standing in found.standing:
            self.stdout.write(f"to be corrected first: page {standing.page.pk} ({standing.reason})")
        if found.in_logs:
            self.stdout.write(f"{found.in_logs} rows of the audit log and of decisions, which are only added to, stay")


def _scope(options: dict[str, Any]) -> Scope:
    if options["site"] is not None:
        subsite = Subsite.objects.filter(key=options["site"]).first()
        if subsite is None:
            raise CommandError(f"there is no site {options['site']}")
        return scope_of_site(subsite)
    page = Page.objects.filter(pk=options["page"]).first()
    scope = scope_of_page(page) if page is not None else None
    if scope is None:
        raise CommandError(f"there is no page {options['page']} on a site of the platform")
    return scope
