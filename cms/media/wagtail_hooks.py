"""Registration lines: bulk actions that write no model's `save`."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from cms.media.models import Document, Image
from cms.media.receivers import log_media

# Deletion is heard where every deletion is; these two are an UPDATE and rows of tags.
_BULK_CHANGES = frozenset({"add_to_collection", "add_tags"})


@hooks.register("after_bulk_action")  # type: ignore[untyped-decorator]
def log_bulk_change(request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any) -> None:
    """One row for each image or file that was given another collection or tags."""
    if action_type in _BULK_CHANGES:
        for media in objects:
            if isinstance(media, Image | Document):
                media.refresh_from_db(fields=["collection"])
                log_media("changed", media)
