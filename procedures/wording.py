"""Time limits and fees in words, in the active language."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.kernel.money import NO_BREAK_SPACE, format_vnd
from procedures.terms import TimeUnit


def time_words(value: Any, unit: str) -> str:
    """A time limit as “10 ngày làm việc”; empty where no number is given. A fraction: “0,5 giờ”, “0.5 hours”."""
    number = decimal_of(value)
    if number is None or unit not in TimeUnit.values:
        return ""
    said = format(number.normalize(), "f")
    if _counts_as_vietnamese():
        said = said.replace(".", ",")
    return f"{said} {TimeUnit(unit).label}"


def decimal_of(value: Any) -> Decimal | None:
    """A stored number that is not negative; None for anything else."""
    if value in (None, "") or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


def amount_words(amount: int | None) -> str:
    """A sum as “8.000 đ” (“VND 8,000”), “free of charge”, or empty where there is no fixed sum."""
    if amount is None:
        return ""
    if not amount:
        return _("free of charge")
    # In English a point stands before parts: “8.000 đ” would be read as eight.
    return format_vnd(amount) if _counts_as_vietnamese() else f"VND{NO_BREAK_SPACE}{amount:,}"


def _counts_as_vietnamese() -> bool:
    return (get_language() or settings.LANGUAGE_CODE).startswith("vi")


def shortest_time(submissions: Iterable[Mapping[str, Any]]) -> str:
    """The time limit to show first: that of the first way of applying that gives one, in words."""
    return next((time["label"] for one in submissions if (time := one["time"]) is not None), "")


def fee_range(submissions: Sequence[Mapping[str, Any]]) -> str:
    """What it costs at first sight: one sum, a range over the ways of applying, or “from” the least.

    The lines of one way may be cases (new, replaced) or add up (a fee and a charge): nobody but the reader of the
    table can tell, so several are never added. Empty where a way of applying gives no fee, one that is no fixed sum,
    or several with one that is free: half a price would mislead.
    """
    least, is_open = [], False
    for one in submissions:
        amounts = [fee["amount_vnd"] for fee in one["fees"]]
        if not amounts or None in amounts:
            return ""
        least.append(min(amounts))
        is_open = is_open or (len(amounts) > 1 and any(amounts))
    if not least:
        return ""
    low, high = min(least), max(least)
    if is_open:
        return _("from %(amount)s") % {"amount": amount_words(low)} if low else ""
    return amount_words(low) if low == high else f"{amount_words(low)} – {amount_words(high)}"
