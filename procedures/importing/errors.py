"""Why a file is not taken at all, one code a reason, in words its sender can act on."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError

WORDS = {
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than {limit} MB. Split it, and import the parts one after the other."),
    "unknown_kind": _("This is none of the kinds that are read: JSON, CSV (.csv) and Excel (.xlsx)."),
    "old_excel": _("This is an old or a protected Excel file. Save it as “Excel Workbook (.xlsx)” without a password."),
    "encoding": _("The text of the file is not in UTF-8 or UTF-16. In Excel choose “CSV UTF-8 (Comma delimited)”."),
    "json_broken": _("The JSON cannot be read: line {line}, column {column}."),
    "json_shape": _("The JSON must be a list of records, or an object with a list under “{name}”."),
    "json_deep": _("The JSON is nested more than {limit} levels deep."),
    "csv_broken": _("The CSV cannot be read: line {line}."),
    "no_header": _(
        "No row names the columns that are needed: for procedures “name” (Tên thủ tục) and “id” or “code” (Mã thủ tục)."
    ),
    "twice_heading": _("Two columns say the same: “{heading}”."),
    "no_records": _("The file holds no record."),
    "too_many_records": _("The file holds more than {limit} records. Split it."),
    "says_too_much": _("The file says far more than a catalogue of procedures can. Split it."),
    "too_large_to_compare": _(
        "On the screen a file of up to {records} procedures and {limit} MB is compared. Keep only the procedures that"
        " interest you, or ask the administrators to compare it with “manage.py report_procedures drift”."
    ),
    "too_many_columns": _("The sheet has more than {limit} columns."),
    "broken": _("The file is damaged and cannot be opened."),
    "bomb": _("The file unpacks to far more than a catalogue of procedures can be."),
    "active_content": _("The file holds macros or other active content. Save it as “Excel Workbook (.xlsx)”."),
    "unsafe_names": _("The file holds parts with unsafe names."),
    "entities": _("The file holds XML declarations that spreadsheets do not have."),
}


class RefusedImport(DomainError):
    """The file as a whole is not taken; nothing was changed."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code=code, message=WORDS[code], **params)
