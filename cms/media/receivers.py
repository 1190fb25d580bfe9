"""One documented exception to "only Wagtail's published signals" (docs/adr/0041).

Images, cuts and files are deleted by Wagtail's views, bulk actions and forms, none of which has a hook;
Wagtail itself deletes the private files in the same two signals. For the same reason the audit log hears of
images and files here: one row for each that is made, changed or deleted, whichever door it came through.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.log_actions import get_active_log_context

from cms.audit.actions import record
from cms.audit.deciding import current_decision
from cms.media.actions import is_in_public_use, withdraw_source
from cms.media.errors import InPublicUse
from cms.media.models import Document, Image, Rendition


@receiver(post_delete, sender=Rendition, dispatch_uid="media.rendition_deleted")
@receiver(post_delete, sender=Document, dispatch_uid="media.document_deleted")
def let_go_of_deleted(sender: type[Rendition | Document], instance: Rendition | Document, **kwargs: Any) -> None:
    """The public copies of a deleted file go too."""
    withdraw_source(source=str(instance.file.name), at=timezone.now())


@receiver(pre_delete, sender=Image, dispatch_uid="media.image_kept")
@receiver(pre_delete, sender=Document, dispatch_uid="media.document_kept")
def keep_public(sender: type[Image | Document], instance: Image | Document, **kwargs: Any) -> None:
    """Nobody at a screen deletes what the public sees; code without a person may, and its pages are presented anew."""
    if acting_person() is not None and is_in_public_use(instance):
        raise InPublicUse(title=str(instance.title))


@receiver(post_save, sender=Image, dispatch_uid="media.image_saved")
@receiver(post_save, sender=Document, dispatch_uid="media.document_saved")
def log_saved(
    sender: type[Image | Document], instance: Image | Document, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """One row when an image or a file is made, or its description or content changed."""
    if not raw:
        log_media("created" if created else "changed", instance)


@receiver(post_delete, sender=Image, dispatch_uid="media.image_deleted")
@receiver(post_delete, sender=Document, dispatch_uid="media.document_deleted_logged")
def log_deleted(sender: type[Image | Document], instance: Image | Document, **kwargs: Any) -> None:
    """One row for each, of a bulk deletion too."""
    log_media("deleted", instance)


CODES = {
    (Image, "created"): "media.image_created",
    (Image, "changed"): "media.image_changed",
    (Image, "deleted"): "media.image_deleted",
    (Document, "created"): "media.file_created",
    (Document, "changed"): "media.file_changed",
    (Document, "deleted"): "media.file_deleted",
}


def log_media(verb: str, media: Image | Document) -> None:
    """Write a decision about an image or a file: by whoever acts, else by the person of the request."""
    decision = current_decision()
    by = acting_person()
    at = decision.at if decision is not None else timezone.now()
    code = CODES[Image if isinstance(media, Image) else Document, verb]
    data = {"file": str(media.file.name), "collection": media.collection_id}
    record(action=code, by=by, at=at, target=media, data=data)


def acting_person() -> Any:
    """Whoever decides, else the person of the request; None for code and jobs."""
    decision = current_decision()
    return decision.by if decision is not None else get_active_log_context().user
