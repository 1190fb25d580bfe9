"""A file to download as the public sees it."""

from typing import Any

from cms.media.addresses import document_address
from cms.media.exposure import Exposure
from cms.media.models import Document


def file_shape(document: Document, *, exposure: Exposure) -> dict[str, Any]:
    """{title, url, filename, size (bytes), content_type, extension}; the file is added to `exposure.files`."""
    return {
        "title": document.title,
        "url": document_address(document, exposure=exposure),
        "filename": document.filename,
        "size": document.get_file_size(),
        "content_type": document.content_type.partition(";")[0],
        "extension": document.file_extension.lower(),
    }
