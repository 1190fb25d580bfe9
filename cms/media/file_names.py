"""Names of uploaded files: what is stored (ASCII) and what a reader's browser saves (Vietnamese)."""

import re

from cms.kernel.text import clean_line, slugify

# Names that Windows keeps for devices, with or without an extension.
_DEVICES = re.compile(r"^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*;%&]')
_MAX_DISPLAY = 120
_MAX_STORED = 60
_FALLBACK = "tep"


def extension_of(name: str) -> str:
    """What follows the last dot, in lower case; empty when there is none."""
    stem, dot, extension = _last_part(name).rpartition(".")
    return extension.lower() if dot and stem else ""


def display_name(name: str, *, extension: str) -> str:
    """The name as readers see it: NFC, no folders, control or direction characters, no device, ≤ 120 characters."""
    stem = _FORBIDDEN.sub("", _stem(name)).strip(" .") or _FALLBACK
    if _DEVICES.match(stem.split(".")[0].strip()):
        stem = f"_{stem}"
    return f"{stem[:_MAX_DISPLAY].strip(' .')}.{extension}"


def stored_name(name: str, *, extension: str) -> str:
    """The name on disk and in addresses: lower-case ASCII words, one dot, ≤ 60 characters before it."""
    stem = slugify(_stem(name), max_length=_MAX_STORED) or _FALLBACK
    if _DEVICES.match(stem):
        stem = f"{_FALLBACK}-{stem}"
    return f"{stem}.{extension}"


def _last_part(name: str) -> str:
    return clean_line(name).replace("\\", "/").rpartition("/")[2]


def _stem(name: str) -> str:
    last = _last_part(name)
    stem, dot, _extension = last.rpartition(".")
    return stem if dot else last
