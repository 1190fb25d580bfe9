"""CSV as Excel writes it: a row of headings, one record a row, comma, semicolon or tab between the cells."""

import csv
import io
from typing import Any

from procedures.importing import limits
from procedures.importing.errors import RefusedImport
from procedures.importing.layout import Layout
from procedures.importing.tables import Table


def rows_of(text: str, layout: Layout) -> list[tuple[int, Any]]:
    """The records with the numbers of their rows in the file; raise RefusedImport."""
    csv.field_size_limit(limits.MAX_TEXT * 4)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    table = Table(layout)
    try:
        for cells in reader:
            table.add(reader.line_num, list(cells))
    except csv.Error as error:
        raise RefusedImport("csv_broken", line=reader.line_num) from error
    return table.records()


def _delimiter(text: str) -> str:
    """The sign that stands most often in the first line: Excel takes that of the country."""
    first = text.lstrip().partition("\n")[0]
    return max(",;\t", key=first.count)
