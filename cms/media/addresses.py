"""Addresses of files: public ones by content, private ones checked at each request."""

from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import urlencode

from django.core import signing
from django.core.files.storage import default_storage, storages

from cms.kernel.text import slugify
from cms.media.exposure import Exposure, PublicFile
from cms.media.file_intake import HASH_LENGTH, content_hash
from cms.media.models import Document, Rendition

PREVIEW_SALT = "cms.media.preview"
PREVIEW_SECONDS = 900
GRANT_SALT = "cms.media.grant"


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


def preview_token(name: str, *, viewer: int) -> str:
    """Proof that this person (key of the account) was shown a preview with this private file, for 15 minutes."""
    signed = f"{viewer}:{name}"
    return signing.TimestampSigner(salt=PREVIEW_SALT).sign(signed).removeprefix(f"{signed}:")


def is_preview_token(name: str, token: str, *, viewer: int) -> bool:
    """Whether `preview_token` gave this token to this person for this file within the last 15 minutes."""
    try:
        signing.TimestampSigner(salt=PREVIEW_SALT).unsign(f"{viewer}:{name}:{token}", max_age=PREVIEW_SECONDS)
    except signing.BadSignature:
        return False
    return True


def grant_signature(name: str, *, grant: str) -> str:
    """Proof that a preview shown by this grant holds this private file; how long it holds, the grant says."""
    signed = f"{grant}:{name}"
    return signing.Signer(salt=GRANT_SALT).sign(signed).removeprefix(f"{signed}:")


def is_grant_signature(name: str, signature: str, *, grant: str) -> bool:
    """Whether `grant_signature` gave this out for this file and this grant."""
    try:
        signing.Signer(salt=GRANT_SALT).unsign(f"{grant}:{name}:{signature}")
    except signing.BadSignature:
        return False
    return True


def _private_address(source: str, exposure: Exposure) -> str:
    """The private address, with proof of what shows it; without a viewer only who may see the file itself will."""
    address = default_storage.url(source)
    if exposure.grant:
        proof = {"grant": exposure.grant, "token": grant_signature(source, grant=exposure.grant)}
        return f"{address}?{urlencode(proof)}"
    if exposure.viewer is None:
        return address
    return f"{address}?token={preview_token(source, viewer=exposure.viewer)}"


def _address(stored: Rendition | Document, readable: str, exposure: Exposure) -> str:
    source = str(stored.file.name)
    if exposure.mode == "preview":
        return _private_address(source, exposure)
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
