"""Tables as files for spreadsheets: text stays text, whatever it begins with (RELIABILITY 48)."""

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with its mark, so that Excel reads Vietnamese; an apostrophe before what would be a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([_plain(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def xlsx_of(rows: Iterable[Sequence[Any]]) -> bytes:
    """A workbook whose every text is stored as text."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value if isinstance(value, int | float | datetime.date) else None)
            if isinstance(value, str):
                cell.value = value
                cell.data_type = "s"  # openpyxl would take a leading "=" for a formula
            cells.append(cell)
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _plain(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value.strftime("%d/%m/%Y") if isinstance(value, datetime.date) else value
