"""Deleting many pages at once: into the bin, each asked about."""

from typing import Any

from django.utils import timezone
from wagtail.models import Page

from cms.bin.actions import move_to_bin
from cms.bin.queries import in_the_bin
from cms.pages.admin.bulk import Delete


class BinMany(Delete):
    """Nothing live: Wagtail's form asks for no public reason, and a hook before it refuses."""

    @classmethod
    def execute_action(cls, objects: list[Page], user: Any = None, **kwargs: Any) -> tuple[int, int]:
        """Both counts are told on the next screen: pages, and pages below them."""
        chosen = sorted(objects, key=lambda page: page.path)
        tops: list[Page] = []
        for page in chosen:
            if not tops or not page.path.startswith(tops[-1].path):
                tops.append(page)
        rows = [
            move_to_bin(page=page, by=user, at=timezone.now())
            for page in tops
            if not in_the_bin().filter(page=page.pk).exists()  # a translation may have gone with its source just now
        ]
        return len(rows), sum(row.below_count for row in rows)
