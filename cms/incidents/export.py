"""The register as a file for spreadsheets and for the quarterly report."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from cms.incidents.models import Incident
from cms.kernel.calendar import clock_words
from cms.kernel.sheets import Value, csv_of, xlsx_of

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_of(rows: Iterable[Incident], *, name: str, ending: str) -> HttpResponse:
    """CSV or XLSX, no formulas; `name` is of letters, digits and hyphens."""
    table = table_of(rows)
    if ending == "csv":
        answer = HttpResponse(csv_of(table), content_type="text/csv; charset=utf-8")
    else:
        answer = HttpResponse(xlsx_of(table, title=_("Technical faults")), content_type=_XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.{ending}") or "attachment"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def table_of(rows: Iterable[Incident]) -> list[list[Value]]:
    """Headings, then one line a fault."""
    return [
        [
            _("Number"), _("Site"), _("Technical fault"), _("What is wrong"), _("The public could not use the site"),
            _("Noticed"), _("Reported"), _("Reported by"), _("Mended by"), _("Over"), _("Closed"), _("Closed by"),
            _("Minutes"), _("Outcome"), _("What was done"),
        ],
        *(_line(row) for row in rows),
    ]  # fmt: skip


def _line(row: Incident) -> list[Value]:
    minutes = int((row.ended_at - row.began_at).total_seconds() // 60) if row.ended_at else None
    return [
        row.pk,
        str(row.subsite),
        row.title,
        str(row.get_kind_display()),
        _("yes") if row.is_outage else _("no"),
        clock_words(row.began_at),
        clock_words(row.opened_at),
        str(row.opened_by),
        str(row.taken_by or ""),
        clock_words(row.ended_at) if row.ended_at else "",
        clock_words(row.closed_at) if row.closed_at else "",
        str(row.closed_by or ""),
        minutes,
        str(row.get_outcome_display()),
        row.resolution,
    ]
