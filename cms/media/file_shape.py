"""A file to download as the public sees it."""

from typing import Any

from cms.media.exposure import Exposure
from cms.media.models import Document


def file_shape(document: Document, *, exposure: Exposure) -> dict[str, Any]:
    """{title, url, filename, size (bytes), content_type, extension}; the file is added to `exposure.files`."""
    raise NotImplementedError
