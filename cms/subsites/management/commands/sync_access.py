"""`manage.py sync_access [KEY…]`: groups and permissions as of today.

Run daily: memberships begin and end by date, and nothing else happens on that day.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.subsites.actions import sync_access_everywhere
from cms.subsites.errors import UnknownSite


class Command(BaseCommand):
    help = "Derive the groups, collections and permissions of the sites from the memberships valid today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("keys", nargs="*", help="keys of sites; default: all")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changed = sync_access_everywhere(keys=options["keys"], by=None, at=timezone.now())
        except UnknownSite as refusal:
            raise CommandError(str(refusal)) from refusal
        for key, changes in changed.items():
            self.stdout.write(f"{key}: {changes.total} changes")
