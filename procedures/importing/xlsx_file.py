"""Excel: the first sheet that names the columns has the records; a sheet may hold their steps, papers and so on."""

import io
import warnings
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from procedures.importing import limits
from procedures.importing.cells import value_of
from procedures.importing.errors import RefusedImport
from procedures.importing.layout import Layout
from procedures.importing.package import check_package
from procedures.importing.tables import Table

_DAMAGE = (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, SyntaxError)


def rows_of(data: bytes, layout: Layout) -> list[tuple[int, Any]]:
    """The records with the numbers of their rows; raise RefusedImport. Formulas are seen, never computed."""
    check_package(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out: styles, validations
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=False, keep_links=False, keep_vba=False
            )
            try:
                return _records(book, layout)
            finally:
                book.close()
    except _DAMAGE as error:
        raise RefusedImport("broken") from error


def _records(book: Any, layout: Layout) -> list[tuple[int, Any]]:
    sheets = book.worksheets[: limits.MAX_SHEETS]
    refusal: RefusedImport | None = None
    for sheet in sheets:
        try:
            return _table(sheet, layout).records()
        except RefusedImport as error:
            if error.code not in ("no_header", "no_records"):
                raise
            refusal = refusal or error
    raise refusal or RefusedImport("no_header")


def _table(sheet: Any, layout: Layout) -> Table:
    table = Table(layout)
    # The size that a file claims for its sheet is the sender's word: rows are read one by one instead.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=limits.MAX_COLUMNS + 1), start=1):
        if number > layout.most_records * 2:
            raise RefusedImport("too_many_records", limit=layout.most_records)
        table.add(number, [value_of(cell) for cell in row])
    return table
