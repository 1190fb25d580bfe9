"""One documented exception to "only Wagtail's published signals" (docs/adr/0041).

Images, cuts and files are deleted by Wagtail's views, bulk actions and forms, none of which has a hook;
Wagtail itself deletes the private files in the same two signals.
"""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from cms.media.actions import withdraw_source
from cms.media.models import Document, Rendition


@receiver(post_delete, sender=Rendition, dispatch_uid="media.rendition_deleted")
@receiver(post_delete, sender=Document, dispatch_uid="media.document_deleted")
def let_go_of_deleted(sender: type[Rendition | Document], instance: Rendition | Document, **kwargs: Any) -> None:
    """The public copies of a deleted file go too."""
    withdraw_source(source=str(instance.file.name), at=timezone.now())
