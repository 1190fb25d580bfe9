"""Why a file of figures is not taken; with the row, for whoever mends it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError

WORDS = {
    "not_a_row": _("Row {row} is not a row of names and numbers."),
    "unit": _("Row {row} names no unit."),
    "twice": _("Row {row}: “{unit}” is already in this period."),
    "number": _("Row {row}: “{value}” is not a number of files."),
    "sum": _("Row {row}: solved must be the sum of on time and late."),
    "period": _("Row {row}: the period ends before it begins, or the figures are older than it."),
    "future": _("The figures are dated {day}: a day to come."),
    "day": _("Row {row}: the days of the period and of the figures are missing or not dates ({value})."),
}


class RefusedFigures(DomainError):
    """The file as a whole is not taken."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code=code, message=WORDS[code], **params)
