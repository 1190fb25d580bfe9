"""Time limits as records write them: “02 Giờ”, “0.5 Giờ”, “15 ngày làm việc”, or only words."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from cms.kernel.text import fold

UNITS = {
    "working_day": ("ngay lam viec", "working day", "working days", "working_day", "ngay lv"),
    "day": ("ngay", "day", "days", "ngay lich"),
    "hour": ("gio", "gio lam viec", "hour", "hours", "tieng"),
    "month": ("thang", "month", "months"),
}
_MINUTES = ("phut", "minute", "minutes")
_LONGEST = 120  # characters of a number with its unit; more is a sentence
# No word of the first group begins another: a hostile cell is read in linear time.
_TIME = re.compile(r"(?:(?:thoi han|khong qua|toi da|trong|vong|within) )*(\d{1,4}(?:[.,]\d{1,2})?) ?([a-z_][a-z_ ]*)")


@dataclass(frozen=True, kw_only=True)
class TimeLimit:
    """`value` None where the words name no number; the words are kept either way."""

    value: Decimal | None
    unit: str  # "" with no value
    text: str


def time_limit(text: str) -> TimeLimit:
    """What a text says; a text that says more than a number and its unit is kept as words only (DOMAIN B4)."""
    words = " ".join(text.split())
    found = _TIME.fullmatch(fold(words).strip(" .")) if len(words) <= _LONGEST else None
    if found is None:
        return TimeLimit(value=None, unit="", text=words)
    value, name = number_of(found[1]), found[2].strip()
    unit = unit_of(name)
    if value is not None and name in _MINUTES:
        return TimeLimit(value=(value / 60).quantize(Decimal("0.01")), unit="hour", text=words)
    if value is None or unit is None:
        return TimeLimit(value=None, unit="", text=words)
    return TimeLimit(value=value, unit=unit, text="")


def unit_of(text: str) -> str | None:
    """hour, day, working_day or month; None for any other word."""
    word = fold(" ".join(text.split())).strip(" .")
    return next((unit for unit, names in UNITS.items() if word == unit or word in names), None)


def number_of(text: str) -> Decimal | None:
    """A number with at most two decimals behind a dot or a comma; None for any other text."""
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    if not value.is_finite() or value < 0 or value >= 10_000:
        return None
    return value.quantize(Decimal("0.01")).normalize() if value % 1 else value.quantize(Decimal(1))
