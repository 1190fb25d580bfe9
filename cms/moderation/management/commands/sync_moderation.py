"""`manage.py sync_moderation [KEY…]`: workflows as the rules of the sites have them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.moderation.actions import sync_workflows
from cms.subsites.models import Subsite


class Command(BaseCommand):
    help = "Derive the workflows of the sites from their rules of moderation."

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
            self.stdout.write(f"{subsite.key}: {sync_workflows(subsite=subsite, by=None, at=timezone.now())} changes")
