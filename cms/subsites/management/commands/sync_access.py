"""`manage.py sync_access [KEY…]`: groups and permissions as of today.

Run daily: memberships begin and end by date, and nothing else happens on that day.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.subsites.actions import sync_access
from cms.subsites.models import Subsite


class Command(BaseCommand):
    help = "Derive the groups, collections and permissions of the sites from the memberships valid today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("keys", nargs="*", help="keys of sites; default: all")

    def handle(self, *args: Any, **options: Any) -> None:
        sites = Subsite.objects.select_related("site__root_page", "unit").order_by("key")
        if options["keys"]:
            sites = sites.filter(key__in=options["keys"])
            unknown = set(options["keys"]) - {subsite.key for subsite in sites}
            if unknown:
                raise CommandError(f"no such site: {', '.join(sorted(unknown))}")
        for subsite in sites:
            changes = sync_access(subsite=subsite, by=None, at=timezone.now())
            self.stdout.write(f"{subsite.key}: {changes.total} changes")
