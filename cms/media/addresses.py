"""Addresses of files: public ones by content, private ones checked at each request."""

from hashlib import sha256
from pathlib import PurePosixPath

from django.core import signing
from django.core.files.storage import default_storage, storages

from cms.kernel.text import slugify
from cms.media.exposure import Exposure, PublicFile
from cms.media.file_intake import HASH_LENGTH, content_hash
from cms.media.models import Document, Rendition

PREVIEW_SALT = "cms.media.preview"
PREVIEW_SECONDS = 3600


def rendition_address(rendition: Rendition, *, exposure: Exposure) -> str:
    """Where the reader fetches a cut; in public mode the cut is added to what publication copies."""
    name = PurePosixPath(str(rendition.file.name))
    stem = slugify(name.name.split(".")[0], max_length=50) or "anh"
    is_crop = rendition.filter_spec.startswith("fill-")
    size = f"{rendition.width}x{rendition.height}" if is_crop else f"{rendition.width}"
    return _address(rendition, f"{stem}-{size}{name.suffix}", exposure)


def document_address(document: Document, *, exposure: Exposure) -> str:
    """Where the reader fetches a file; in public mode the file is added to what publication copies."""
    return _address(document, PurePosixPath(str(document.file.name)).name.replace("_", "-").lower(), exposure)


def preview_token(name: str) -> str:
    """Proof that the bearer was shown a preview with this private file, for an hour."""
    return signing.TimestampSigner(salt=PREVIEW_SALT).sign(name).rpartition(name)[2].lstrip(":")


def is_preview_token(name: str, token: str) -> bool:
    """Whether `preview_token` gave this token for this file within the last hour."""
    try:
        signing.TimestampSigner(salt=PREVIEW_SALT).unsign(f"{name}:{token}", max_age=PREVIEW_SECONDS)
    except signing.BadSignature:
        return False
    return True


def _address(stored: Rendition | Document, readable: str, exposure: Exposure) -> str:
    source = str(stored.file.name)
    if exposure.mode == "preview":
        return f"{default_storage.url(source)}?token={preview_token(source)}"
    if not stored.content_hash:
        with default_storage.open(source) as content:
            stored.content_hash = content_hash(content)
        type(stored)._default_manager.filter(pk=stored.pk).update(content_hash=stored.content_hash)
    # The private name is part of it: a public file has one source, and goes when that source goes.
    digest = sha256(f"{stored.content_hash} {source}".encode()).hexdigest()[:HASH_LENGTH]
    file = PublicFile(source=source, public=f"{digest}-{readable}")
    if file not in exposure.files:
        exposure.files.append(file)
    return storages["public"].url(file.public)
