"""Tables as files for spreadsheets: text stays text, whatever it begins with (RELIABILITY 48)."""

import csv
import datetime
import io
from collections.abc import Iterable, Sequence

import openpyxl
from openpyxl.cell import WriteOnlyCell

Value = str | int | float | datetime.date | None
# What a spreadsheet would take for a formula when a CSV file is opened.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with its mark, so that Excel reads Vietnamese; an apostrophe before what would be a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([plain(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def xlsx_of(rows: Iterable[Sequence[Value]], *, title: str = "") -> bytes:
    """One sheet whose every text is stored as text; the first row stays in view."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title[:31] or None)
    sheet.freeze_panes = "A2"
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value)
            if isinstance(value, str):
                cell.data_type = "s"  # openpyxl would take a leading "=" for a formula
            cells.append(cell)
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def plain(value: Value) -> Value:
    """A cell of a CSV file: an apostrophe before what would be taken for a formula; dates as people write them."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value.strftime("%d/%m/%Y") if isinstance(value, datetime.date) else value
