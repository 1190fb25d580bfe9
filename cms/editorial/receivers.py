"""What the plan hears of pages.

Wagtail has no signal for a deleted page that was not live, so this is one documented `post_delete`.
"""

from typing import Any

from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.models import Page

from cms.editorial.actions import mark_deleted


def on_page_deleted(instance: Page, **_kwargs: Any) -> None:
    """A deleted page no longer counts (DOMAIN E6)."""
    mark_deleted(page_ids=[instance.pk], at=timezone.now())


def connect() -> None:
    """Listen; called once, in `ready()`."""
    post_delete.connect(on_page_deleted, sender=Page, dispatch_uid="editorial.page_deleted")
