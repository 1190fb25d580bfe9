"""`manage.py reconcile_documents`: compares the store with what should be public."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from cms.publishing.reconciling import findings
from cms.publishing.repairing import repair


class Command(BaseCommand):
    help = "Report where the store differs from live pages and other sources; exit 1 when differences are left."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mend what is found")
        parser.add_argument("--site", default="", help="only the site with this key")

    def handle(self, *args: Any, **options: Any) -> None:
        left = self._report(options["site"])
        if left and options["repair"]:
            for finding in list(findings(at=timezone.now(), site_key=options["site"])):
                repair(finding, at=timezone.now())
            self.stdout.write("after repair:")
            left = self._report(options["site"])
        self.stdout.write(f"{left} differences")
        if left:
            sys.exit(1)

    def _report(self, site_key: str) -> int:
        count = 0
        for finding in findings(at=timezone.now(), site_key=site_key):
            count += 1
            where = finding.path or str(finding.content_id)
            self.stdout.write(f"{finding.kind}\t{finding.locale}\t{where}\t{finding.detail}")
        return count
