"""A file to download enters the library."""

from datetime import datetime
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import Collection

from cms.accounts.models import User
from cms.audit.deciding import deciding
from cms.media.fields import check_file
from cms.media.models import Document


def create_file(
    *, title: str, file: BinaryIO, filename: str, collection: Collection, by: User | None, at: datetime
) -> Document:
    """Store a file; the same checks as in the admin's forms. Raises a RefusedUpload."""
    content = ContentFile(file.read(), name=filename)
    check_file(content)
    with transaction.atomic():
        document = Document(title=title, file=content, collection=collection, uploaded_by_user=by)
        document._set_document_file_metadata()
        with deciding(by=by, at=at):
            document.save()  # the receiver of the model writes the log
        Document.objects.filter(pk=document.pk).update(created_at=at)
        document.created_at = at
    return document
