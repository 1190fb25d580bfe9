"""Tables with a caption and header cells (WCAG 1.3.1)."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlock
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail_localize.segments import StringSegmentValue

from cms.pages.blocks.language import language_block

MAX_ROWS, MAX_COLUMNS, MAX_CELL = 500, 30, 5_000
HEADER_CHOICES = ("row", "column", "both", "neither")
_OPTIONS = {"contextMenu": ["row_above", "row_below", "---------", "col_left", "col_right", "---------",
                            "remove_row", "remove_col", "---------", "undo", "redo"]}  # fmt: skip


class PlainTableBlock(TableBlock):
    """Cells of plain text. Class names, spans and hidden cells of the posted JSON are dropped

    (they carried a script into pages once: CVE-2026-28222), and any other shape is a form error.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("table_options", dict(_OPTIONS))
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        return ("cms.pages.blocks.table.PlainTableBlock", (), {})

    def value_from_form(self, value: Any) -> Any:
        """The table that was posted, or an empty one marked as malformed."""
        try:
            return plain_table(json.loads(value)) if value else None
        except (ValueError, TypeError, RecursionError):
            return {"malformed": True, "data": []}

    def clean(self, value: Any) -> Any:
        """Refuse a malformed table, one too large, and one that does not say which cells are headers."""
        if value and value.get("malformed"):
            raise ValidationError(_("This table cannot be read; enter it again."), code="malformed")
        return super().clean(value)

    def get_translatable_segments(self, value: Any) -> list[StringSegmentValue]:
        """The caption and every non-empty cell, for wagtail-localize."""
        if not value:
            return []
        cells = [
            StringSegmentValue(f"{r}-{c}", text)
            for r, row in enumerate(value.get("data") or [])
            for c, text in enumerate(row)
            if text
        ]
        caption = value.get("table_caption")
        return [StringSegmentValue("caption", caption), *cells] if caption else cells

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        """The same table with the translated texts in their places."""
        restored = plain_table(value)
        for segment in segments:
            if segment.path == "caption":
                restored["table_caption"] = segment.render_text()
            else:
                row, column = (int(part) for part in segment.path.split("-"))
                restored["data"][row][column] = segment.render_text()
        return restored


class TableFigureBlock(StructBlock):
    """A table."""

    table = PlainTableBlock(label=_("Table"))
    lang = language_block()

    class Meta:
        icon = "table"
        label = _("Table")


def plain_table(value: Any) -> dict[str, Any]:
    """Only what a table of plain text has; raise ValueError for any other shape or size."""
    if not isinstance(value, dict) or not isinstance(value.get("data"), list):
        raise ValueError("not a table")
    rows = value["data"]
    if len(rows) > MAX_ROWS or any(not isinstance(row, list) or len(row) > MAX_COLUMNS for row in rows):
        raise ValueError("rows of a wrong shape or size")
    data = [[_cell(cell) for cell in row] for row in rows]
    choice = value.get("table_header_choice")
    caption = value.get("table_caption")
    choice = choice if choice in HEADER_CHOICES else ""
    return {
        "data": data,
        "table_caption": caption[:500] if isinstance(caption, str) else "",
        "table_header_choice": choice,
        "first_row_is_table_header": choice in ("row", "both"),
        "first_col_is_header": choice in ("column", "both"),
    }


def _cell(cell: Any) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str | int | float) or isinstance(cell, bool) or len(str(cell)) > MAX_CELL:
        raise ValueError("a cell that is not a text")
    return str(cell)
