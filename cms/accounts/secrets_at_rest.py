"""Sealing the secrets of second factors, so that a copy of the database alone makes no codes."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes


def encrypt(text: str) -> str:
    """Seal with the present SECRET_KEY."""
    return _box().encrypt(text.encode()).decode("ascii")


def decrypt(sealed: str) -> str:
    """Open what was sealed with the present key or one of SECRET_KEY_FALLBACKS; raise InvalidToken otherwise."""
    return _box().decrypt(sealed.encode("ascii")).decode()


def _box() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key(secret)) for secret in keys])


def _key(secret: str | bytes) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"cong.second-factor:" + force_bytes(secret)).digest())
