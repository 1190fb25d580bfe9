"""“Nợ dịch”: the matrix on a screen, and as a file."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cms.departments.policy import actor_of, may
from cms.kernel.calendar import HANOI, day_of
from cms.kernel.sheets import Value, csv_of, xlsx_of
from cms.kernel.text import strip_controls
from cms.translation.admin.answering import refusal, trail
from cms.translation.debt.frame import missing_frame, untold_parts
from cms.translation.debt.queries import (
    SHOWN,
    Matrix,
    Wanted,
    asked_for,
    departments_owing,
    languages,
    matrix,
    named,
    units_of,
)
from cms.translation.debt.rules import Cell, Debt

PER_PAGE, MOST_EXPORTED, CHUNK = 50, 20_000, 500
LABELS: dict[str, Any] = {
    "debt": gettext_lazy("All that is owed"),
    "late": gettext_lazy("Late"),
    "stale": gettext_lazy("Out of date"),
    "review": gettext_lazy("In review"),
    "missing": gettext_lazy("Without a translation"),
    "all": gettext_lazy("All texts"),
}
DEBTS: dict[Debt, Any] = {
    Debt.NONE: gettext_lazy("no translation, none asked for"),
    Debt.OWED: gettext_lazy("to be translated"),
    Debt.LATE: gettext_lazy("late"),
    Debt.REVIEW: gettext_lazy("in review"),
    Debt.STALE: gettext_lazy("out of date"),
    Debt.DONE: gettext_lazy("up to date"),
    Debt.WAIVED: gettext_lazy("not needed"),
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, kw_only=True)
class ShownCell:
    """A cell with its word."""

    cell: Cell
    label: str

    @property
    def tone(self) -> str:
        """Late and stale ones catch the eye."""
        return "late" if self.cell.debt in {Debt.LATE, Debt.STALE} else ""


@require_safe
def debt(request: HttpRequest) -> HttpResponse:
    """The matrix, narrowed as asked; with `export`, all of it as a file."""
    at, user = timezone.now(), request.user
    able = may(user, "view_translations", at=at)
    if not able:
        return refusal(request, able.reason)
    actor = actor_of(user, at=at)  # type: ignore[arg-type]
    source = settings.LANGUAGE_CODE
    known = languages(source)
    wanted = _wanted(request, known)
    columns = [code for code in known if wanted.language in {"", code}]
    units = units_of(actor, source=source)
    rows = named(asked_for(actor, wanted, source=source, at=at), wanted.words)
    export = request.GET.get("export")
    if export is not None:
        return _file(rows, columns, units, export, source=source, at=at)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    found = matrix(page, columns, units, source=source, at=at)
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "columns": [code.upper() for code in found.languages],
        "rows": [(row, [_shown(cell) for cell in row.cells]) for row in found.rows],
        "page": page,
        "query": query.urlencode(),
        "wanted": wanted,
        "tabs": [(key, LABELS[key]) for key in SHOWN],
        "languages": known,
        "departments": list(units.items()),
        "owing": departments_owing(actor, at=at, source=source),
        "frame": missing_frame(actor, at=at, source=source),
        "untold": untold_parts(actor, at=at),
        "breadcrumbs_items": trail((_("Translation debt"), "")),
    }
    return TemplateResponse(request, "translation_debt/debt.html", context)


def _wanted(request: HttpRequest, known: list[str]) -> Wanted:
    """What the address asks for; what it asks wrongly is not asked."""
    show, language = request.GET.get("show", ""), request.GET.get("language", "")
    department = request.GET.get("department", "")
    is_number = department.isascii() and department.isdecimal() and len(department) < 18
    return Wanted(
        show=show if show in SHOWN else "debt",
        language=language if language in known else "",
        department=int(department) if is_number else None,
        words=request.GET.get("q", "")[:200],
    )


def _shown(cell: Cell) -> ShownCell:
    return ShownCell(cell=cell, label=str(DEBTS[cell.debt]))


def _file(
    rows: Any, columns: list[str], units: dict[int, str], export: str, *, source: str, at: datetime.datetime
) -> HttpResponse:
    if export not in {"csv", "xlsx"}:
        raise Http404
    table = _table(rows, columns, units, source=source, at=at)
    name = f"no-dich-{day_of(at).isoformat()}.{export}"
    if export == "csv":
        answer = HttpResponse(csv_of(table), content_type="text/csv; charset=utf-8")
    else:
        answer = HttpResponse(xlsx_of(table, title=_("Translation debt")), content_type=_XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _table(
    rows: Any, columns: list[str], units: dict[int, str], *, source: str, at: datetime.datetime
) -> list[list[Value]]:
    """Headings, then one line a text and language."""
    table: list[list[Value]] = [
        [
            _("Text"),
            _("Department"),
            _("Language"),
            _("State"),
            _("Days late"),
            _("Due"),
            _("Words outstanding"),
            _("Out of date since"),
        ]
    ]
    pages = list(rows[:MOST_EXPORTED])
    for start in range(0, len(pages), CHUNK):
        found: Matrix = matrix(pages[start : start + CHUNK], columns, units, source=source, at=at)
        for row in found.rows:
            for code, cell in zip(found.languages, row.cells, strict=True):
                table.append([strip_controls(row.title), row.department, code, *_values(cell)])
    return table


def _values(cell: Cell) -> list[Value]:
    return [
        str(DEBTS[cell.debt]),
        cell.days_late,
        _moment(cell.due_at),
        cell.words if cell.words is not None else "",
        _moment(cell.stale_since),
    ]


def _moment(at: datetime.datetime | None) -> str:
    return at.astimezone(HANOI).strftime("%d/%m/%Y %H:%M") if at is not None else ""


def urls() -> list[URLPattern]:
    """One screen."""
    return [path("translation/debt/", debt, name="translation_debt")]
