"""What readers were shown of a picture or a file stays what it was."""

from collections.abc import Collection, Sequence
from datetime import datetime

from cms.media.exposure import PublicFile
from cms.media.models import Document, Image, PublicFileUse, Rendition


def settle(*, images: Collection[int] = (), documents: Collection[int] = (), at: datetime) -> None:
    """From now on file, title of a file and credits of a picture are closed to change, for everybody and for good.

    Reviewers approve a text with the pictures and files they were shown; exchanged afterwards, unread bytes and words
    would be public without approval (RELIABILITY 25, I3). Another picture is another upload, put into the text.
    """
    if images:
        Image.objects.filter(pk__in=images, settled_at=None).update(settled_at=at)
    if documents:
        Document.objects.filter(pk__in=documents, settled_at=None).update(settled_at=at)


def settle_sources(files: Sequence[PublicFile], *, at: datetime) -> None:
    """The same for what goes public without having been in review: texts published by code, urgently, by import."""
    sources = {file.source for file in files}
    if not sources:
        return
    cut_from = Rendition.objects.filter(file__in=sources).values("image_id")
    Image.objects.filter(pk__in=cut_from, settled_at=None).update(settled_at=at)
    Document.objects.filter(file__in=sources, settled_at=None).update(settled_at=at)


def is_in_public_use(media: Image | Document) -> bool:
    """Whether something live shows it now."""
    if isinstance(media, Document):
        return PublicFileUse.objects.filter(copy__source=media.file.name).exists()
    cuts = media.renditions.values("file")
    return PublicFileUse.objects.filter(copy__source__in=cuts).exists()
