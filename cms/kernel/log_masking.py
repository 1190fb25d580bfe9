"""Tokens never stand in a log: whoever reads it could use them."""

import logging
import re

_MASKED = "[…]"
# A parameter of an address, a header, and our API tokens wherever they stand.
_SECRETS = re.compile(
    r"(?P<name>\b(?:token|grant|preview)=|\bBearer\s+)[^\s&#\"'<>]+|(?P<own>\bcong_[a-z0-9]{10}_)[A-Za-z0-9]+",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """The text without the values of tokens; of an API token its beginning stays, by which it is found and revoked."""
    return _SECRETS.sub(lambda found: (found["name"] or found["own"]) + _MASKED, text)


class MaskTokens(logging.Filter):
    """Masks each record before a handler writes it, its traceback included."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, masked."""
        message = record.getMessage()
        clean = masked(message)
        if clean != message:
            record.msg, record.args = clean, None
        if record.exc_info:
            record.exc_text = masked(record.exc_text or _FORMATTER.formatException(record.exc_info))
        return True


_FORMATTER = logging.Formatter()
