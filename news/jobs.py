"""The periodic jobs of articles."""

import datetime
from contextlib import suppress

from django.conf import settings

from news.actions import discard_manuscript
from news.errors import AlreadyImported
from news.models import ManuscriptImport

_AT_ONCE = 100


def forget_manuscripts(at: datetime.datetime) -> int:
    """Discard Word files nobody made a draft of for some days, and originals whose page is gone; how many. Daily."""
    before = at - datetime.timedelta(days=settings.MANUSCRIPT_WAITING_DAYS)
    forgotten = list(ManuscriptImport.objects.forgotten(before=before).order_by("pk")[:_AT_ONCE])
    for manuscript in forgotten:
        with suppress(AlreadyImported):  # somebody made its draft after all, this very moment
            discard_manuscript(manuscript=manuscript, by=None, at=at)
    return len(forgotten)
