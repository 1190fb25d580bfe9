"""Rows and columns: which row is the heading, what the headings mean, and the records below."""

from typing import Any

from procedures.importing import limits
from procedures.importing.errors import RefusedImport
from procedures.importing.layout import Layout

# Titles of tables often stand above the row of headings.
_LOOK_FOR_HEADINGS_IN = 10


class Table:
    """Collects rows until it knows the headings, then makes records of them."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self.fields: list[str] | None = None
        self._rows_seen = 0
        self._records: list[tuple[int, Any]] = []

    def add(self, number: int, cells: list[Any]) -> None:
        """One row; raise RefusedImport for what no catalogue has."""
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if not cells:
            return
        if len(cells) > limits.MAX_COLUMNS:
            raise RefusedImport("too_many_columns", limit=limits.MAX_COLUMNS)
        if self.fields is None:
            self._rows_seen += 1
            self._take_headings(cells)
            return
        values = {
            field: value
            for field, value in zip(self.fields, cells, strict=False)
            if field and value is not None and not (isinstance(value, str) and not value.strip())
        }
        if not values:
            return
        if len(self._records) >= self._layout.most_records:
            raise RefusedImport("too_many_records", limit=self._layout.most_records)
        self._records.append((number, values))

    def records(self) -> list[tuple[int, Any]]:
        """The records; raise RefusedImport when no row named the columns."""
        if self.fields is None:
            raise RefusedImport("no_header")
        return self._records

    def _take_headings(self, cells: list[Any]) -> None:
        fields = [self._layout.heading_of(str(cell)) if cell is not None else "" for cell in cells]
        if self._layout.is_header(fields):
            for field in fields:
                if field and fields.count(field) > 1:
                    second = len(fields) - 1 - fields[::-1].index(field)
                    raise RefusedImport("twice_heading", heading=str(cells[second])[:60])
            self.fields = fields
        elif self._rows_seen >= _LOOK_FOR_HEADINGS_IN:
            raise RefusedImport("no_header")
