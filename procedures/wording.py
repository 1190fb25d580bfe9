"""Time limits and fees in words, in the active language."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from cms.kernel.money import format_vnd
from procedures.terms import TimeUnit


def time_words(value: Any, unit: str) -> str:
    """A time limit as “10 ngày làm việc”; empty where no number is given. A fraction keeps its comma: “0,5 giờ”."""
    number = decimal_of(value)
    if number is None or unit not in TimeUnit.values:
        return ""
    said = format(number.normalize(), "f").replace(".", ",")
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
    """A sum as “8.000 đ”, “free of charge”, or empty where there is no fixed sum."""
    if amount is None:
        return ""
    return format_vnd(amount) if amount else _("free of charge")


def shortest_time(submissions: Iterable[Mapping[str, Any]]) -> str:
    """The time limit to show first: that of the first way of applying that gives one, in words."""
    return next((time["label"] for one in submissions if (time := one["time"]) is not None), "")


def fee_range(submissions: Sequence[Mapping[str, Any]]) -> str:
    """What it costs at first sight: the sum of the fixed fees of each way of applying, as one sum or a range.

    Empty where a way of applying gives no fee, or one that is no fixed sum: half a price would mislead.
    """
    sums = []
    for one in submissions:
        amounts = [fee["amount_vnd"] for fee in one["fees"]]
        if not amounts or None in amounts:
            return ""
        sums.append(sum(amounts))
    if not sums:
        return ""
    low, high = min(sums), max(sums)
    return amount_words(low) if low == high else f"{amount_words(low)} – {amount_words(high)}"
