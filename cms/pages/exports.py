"""Wagtail's own CSV exports, guarded like ours: what a title begins with is no formula (RELIABILITY 48)."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from cms.kernel.sheets import plain


def guard_exports() -> None:
    """Every report that exports through Wagtail's mixin, whichever app it is of; XLSX it guards itself."""
    SpreadsheetExportMixin.write_csv_row = _write_csv_row


def _write_csv_row(view: Any, writer: Any, row: dict[str, Any]) -> Any:
    shown = {name: view.preprocess_field_value(name, value, view.FORMAT_CSV) for name, value in row.items()}
    return writer.writerow({name: plain(value) for name, value in shown.items()})
