"""`manage.py rebuild_contributions`: replay the events of publication into the table of contributions."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.editorial.actions import rebuild_contributions
from cms.editorial.models import Contribution


class Command(BaseCommand):
    """Equal rows come out: the command is safe to run at any time."""

    help = "Replay the events of publication into the table of contributions."

    def handle(self, *args: Any, **options: Any) -> None:
        """Call the action, say how much there was."""
        events = rebuild_contributions(at=timezone.now())
        text = _("{events} events replayed, {rows} contributions")
        self.stdout.write(text.format(events=events, rows=Contribution.objects.count()))
