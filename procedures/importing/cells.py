"""A cell of a sheet as a value: text, or what stands in the way of reading it."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class UnreadableCell:
    """A formula or an error of Excel: the record is refused with the cell's place."""

    code: str  # formula | error_cell
    shown: str

    def __str__(self) -> str:
        return self.shown


def value_of(cell: Any) -> Any:
    """The value of an openpyxl cell. Numbers stay as they are typed: 1.000689 must not become 1.000688999."""
    value = cell.value
    if cell.data_type == "f" or type(value).__name__ in ("ArrayFormula", "DataTableFormula"):
        return UnreadableCell("formula", "=…")
    if cell.data_type == "e":
        return UnreadableCell("error_cell", str(value))
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 10**15 else Decimal(format(value, ".15g"))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else value
