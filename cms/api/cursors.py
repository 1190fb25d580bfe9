"""Opaque, signed positions in a listing: the keys of the last row seen, never an offset."""

import base64
import binascii
import hashlib
import hmac
from functools import lru_cache

from django.conf import settings

_SIGNATURE_BYTES = 9
_LONGEST = 400


class InvalidCursor(ValueError):
    """The text is not a cursor that this service gave out."""


@lru_cache(maxsize=1)
def _key(secret: str) -> bytes:
    return hashlib.blake2b(secret.encode(), person=b"cong.cursor").digest()


def _signature(payload: bytes) -> bytes:
    return hashlib.blake2b(payload, key=_key(settings.SECRET_KEY), digest_size=_SIGNATURE_BYTES).digest()


def encode_cursor(*parts: str) -> str:
    """The cursor that stands for these parts; the same parts always give the same text."""
    payload = "\n".join(parts).encode()
    return base64.urlsafe_b64encode(_signature(payload) + payload).decode().rstrip("=")


def decode_cursor(text: str) -> tuple[str, ...]:
    """The parts of a cursor; raise InvalidCursor for anything this service did not sign."""
    if len(text) > _LONGEST or not text.isascii():
        raise InvalidCursor
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidCursor from error
    signature, payload = raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]
    # Base64 has several spellings of the same bytes: only the one given out counts.
    if not hmac.compare_digest(signature, _signature(payload)) or encode_cursor(payload.decode()) != text:
        raise InvalidCursor
    return tuple(payload.decode().split("\n"))
