"""How names at the login compare."""

from cms.kernel.text import nfc


def sign_in_name(text: str) -> str:
    """A user name as failed attempts are counted by it: composed, without case, of at most 255 characters."""
    return nfc(text).strip().casefold().replace("\0", "")[:255]
