"""The pictures and files of a text stay what its reviewers are shown."""

import datetime
from typing import Any

from django.utils import timezone

from cms.media.actions import settle
from cms.moderation.requirements.draft import read_draft
from cms.pages.models import BasePage


def settle_media(draft: BasePage, *, at: datetime.datetime) -> None:
    """Close what the draft shows to change: an approval names pictures and files by their ids (RELIABILITY 25)."""
    shown = read_draft(draft)
    settle(images=shown.images, documents=shown.documents, at=at)


def settle_in_review(page: Any) -> None:
    """A draft was stored: in a step of the review its pictures are before the readers at once."""
    if page.workflow_in_progress:
        settle_media(page, at=timezone.now())
