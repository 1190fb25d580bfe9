"""The words of a file are read by the worker, once for each version of its bytes."""

from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q

from cms.media import registry
from cms.media.models import Document, DocumentText
from cms.media.texts.reading import KINDS, Unreadable, words_in


def unread_documents() -> "list[Document]":
    """Files whose words were never read, or whose bytes were replaced since; at most ten, the newest first."""
    kinds = Q()
    for kind in KINDS:
        kinds |= Q(file__iendswith=f".{kind}")
    stale = Q(words__isnull=True) | ~Q(words__file_name=F("file"))
    return list(Document.objects.filter(kinds, stale).order_by("-pk")[:10])


def read_text(*, document: Document, at: datetime) -> bool:
    """Read a file's words and keep them; False when it cannot be read, and then it is not tried again.

    Live pages that show the file are presented again, so that the search finds them by its words.
    """
    name = str(document.file.name)
    try:
        with default_storage.open(name) as file:
            text, is_readable = words_in(file, kind=name.rpartition(".")[2].lower()), True
    except (Unreadable, OSError):
        text, is_readable = "", False
    with transaction.atomic():
        DocumentText.objects.update_or_create(
            document=document,
            defaults={"file_name": name, "text": text, "is_readable": is_readable, "read_at": at},
        )
        if text:
            registry.announce_changed(document, at)
    return is_readable
