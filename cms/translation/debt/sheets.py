"""The matrix as a file for a spreadsheet: text stays text, whatever it begins with (RELIABILITY 48)."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

Value = str | int | None
# What a spreadsheet would take for a formula when a CSV file is opened.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with the mark that Excel needs to read Vietnamese; formulas are made text by an apostrophe."""
    file = io.StringIO()
    writer = csv.writer(file)
    for row in rows:
        writer.writerow([_harmless(value) for value in row])
    return file.getvalue().encode("utf-8-sig")


def xlsx_bytes(rows: Iterable[Sequence[Value]], *, title: str) -> bytes:
    """One sheet; the first row stays in view. No cell is ever a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value)
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _harmless(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
