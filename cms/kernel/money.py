"""Money is whole đồng: an int, never a float."""

import re

from cms.kernel.errors import DomainError
from cms.kernel.text import nfc

NO_BREAK_SPACE = "\u00a0"
_SUFFIX = re.compile(r"(?:đồng|vnđ|vnd|đ|₫)\.?$", re.IGNORECASE)
_GROUPED = re.compile(r"-?\d{1,3}(?:[.,\u00a0 ]\d{3})*|-?\d+", re.ASCII)


class NotAnAmount(DomainError):
    """What was given is not a whole number of đồng."""

    code = "not_an_amount"


def format_vnd(amount_vnd: int) -> str:
    """Integer đồng as Vietnamese write it: 1234567 → "1.234.567 đ" (with a no-break space)."""
    return f"{amount_vnd:,}".replace(",", ".") + NO_BREAK_SPACE + "đ"


def parse_vnd(text: str) -> int:
    """Integer đồng from "1.234.567 đ", "1,234,567", "1234567 đồng"; raise NotAnAmount for anything else.

    Groups must have three digits, so a decimal part ("1.5") is refused and never rounded.
    """
    bare = _SUFFIX.sub("", nfc(text).strip()).strip()
    separators = {char for char in bare if not char.isdigit() and char != "-"}
    if len(separators) > 1 or not _GROUPED.fullmatch(bare):
        raise NotAnAmount(text=text)
    return int(re.sub(r"[^\d-]", "", bare))
