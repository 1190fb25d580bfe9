"""The token itself: `cong_` + a name to find it by + a secret of 238 bits; stored as a keyed hash only."""

import re
import secrets
import string
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_LETTERS = string.ascii_letters + string.digits
_NAME_LETTERS = string.ascii_lowercase + string.digits
PREFIX_LENGTH = 10
_SECRET_LENGTH = 40
_FORM = re.compile(rf"cong_([a-z0-9]{{{PREFIX_LENGTH}}})_[A-Za-z0-9]{{{_SECRET_LENGTH}}}")
_SALT = "cms.tokens.secret"


@dataclass(frozen=True)
class NewSecret:
    """A token before anybody has it: `text` is shown once, `prefix` and `digest` are kept."""

    text: str
    prefix: str
    digest: str


def new_secret() -> NewSecret:
    """A token that was never given out."""
    prefix = "".join(secrets.choice(_NAME_LETTERS) for _ in range(PREFIX_LENGTH))
    text = f"cong_{prefix}_{''.join(secrets.choice(_LETTERS) for _ in range(_SECRET_LENGTH))}"
    return NewSecret(text=text, prefix=prefix, digest=_digest(text, settings.SECRET_KEY))


def prefix_of(text: str) -> str | None:
    """The name in a token, or None for a text that is none."""
    found = _FORM.fullmatch(text)
    return found[1] if found else None


def is_secret_of(text: str, digest: str) -> bool:
    """Whether a token is the one whose hash is kept, under the present SECRET_KEY or one of SECRET_KEY_FALLBACKS.

    The time it takes tells nothing of the hash. A keyed hash is enough: nobody can guess 238 random bits, and a copy
    of the database alone checks no guess at all.
    """
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(_digest(text, key), digest) for key in keys)


def _digest(text: str, key: str | bytes) -> str:
    return salted_hmac(_SALT, text, secret=key, algorithm="sha256").hexdigest()
