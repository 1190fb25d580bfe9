"""Several files in one: made when they are published, stored beside them, public like them and as long as they."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from cms.kernel.text import slugify
from cms.media.addresses import document_address
from cms.media.exposure import Exposure, PublicFile
from cms.media.file_intake import HASH_LENGTH
from cms.media.models import Document, PublicCopy

FOLDER = "bundles"
MOST_BYTES = 60_000_000
_DATE = (2000, 1, 1, 0, 0, 0)  # of every entry: the same files give the same bytes on every machine
_KEPT_UNUSED = timedelta(days=1)


def bundle_shape(documents: Sequence[Document], *, title: str, exposure: Exposure) -> dict[str, Any] | None:
    """{url, size, count} of a ZIP of the files; it is added to `exposure.files` as they are.

    None for less than two files, for more than MOST_BYTES in all, and in a preview: only what the public may
    fetch one by one is ever put together.
    """
    unique = list({document.pk: document for document in documents}.values())
    if exposure.mode != "public" or len(unique) < 2:
        return None
    if sum(document.get_file_size() or 0 for document in unique) > MOST_BYTES:
        return None
    for document in unique:
        document_address(document, exposure=exposure)  # gives it its hash, and makes it public too
    said = "\n".join(f"{document.content_hash} {document.filename}" for document in unique)
    digest = sha256(said.encode()).hexdigest()[:HASH_LENGTH]
    source = f"{FOLDER}/{digest}.zip"
    if not default_storage.exists(source):
        _store(source, _packed(unique))
    file = PublicFile(source=source, public=f"{digest}-{slugify(title, max_length=50) or 'bieu-mau'}.zip")
    if file not in exposure.files:
        exposure.files.append(file)
    size = default_storage.size(source)
    return {"url": storages["public"].url(file.public), "size": size, "count": len(unique)}


def sweep_bundles(at: datetime) -> int:
    """Delete the private ZIPs that nothing public comes from any more; how many. Daily."""
    try:
        names = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    except FileNotFoundError:
        return 0
    used = set(PublicCopy.objects.filter(source__in=names).values_list("source", flat=True))
    old = [name for name in names if name not in used and default_storage.get_modified_time(name) < at - _KEPT_UNUSED]
    for name in old:
        default_storage.delete(name)
    return len(old)


def _packed(documents: Sequence[Document]) -> bytes:
    out = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for document in documents:
            entry = zipfile.ZipInfo(_entry_name(document.filename, taken), date_time=_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with default_storage.open(str(document.file.name)) as file:
                archive.writestr(entry, file.read())
    return out.getvalue()


def _entry_name(name: str, taken: set[str]) -> str:
    """The file's own name, without any folder, numbered when another has it."""
    bare = PurePosixPath(name.replace("\\", "/")).name.lstrip(".") or "tep"
    stem, dot, extension = bare.rpartition(".")
    found, number = bare, 1
    while found.lower() in taken:
        number += 1
        found = f"{stem or bare}-{number}{dot}{extension if dot else ''}"
    taken.add(found.lower())
    return found


def _store(source: str, content: bytes) -> None:
    """Under this name or not at all: another process that was faster has stored the same bytes."""
    stored = default_storage.save(source, ContentFile(content))
    if stored != source:
        default_storage.delete(stored)
