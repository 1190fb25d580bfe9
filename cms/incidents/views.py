"""The screens of technical faults: the register, a report, one fault."""

import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from cms.departments.policy import may
from cms.incidents import actions
from cms.incidents.access import HANDLE, REPORT, VIEW
from cms.incidents.errors import AlreadyReported
from cms.incidents.export import file_of
from cms.incidents.forms import CloseForm, FilterForm, NoteForm, ReopenForm, ReportForm, quarter_words
from cms.incidents.models import Incident
from cms.incidents.queries import figures_for, incidents_visible_to, log_of
from cms.kernel.calendar import day_of
from cms.kernel.errors import DomainError
from cms.kernel.periods import Quarter
from cms.pages.gate import refusal
from cms.subsites.allowed import sites_for

PER_PAGE, MOST_EXPORTED, QUARTERS = 30, 20_000, 12
_LARGEST = 2**63 - 1


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The faults the person sees; of a register also the figures of a quarter, and all of it as a file."""
    user: Any = request.user
    at = timezone.now()
    able = may(user, REPORT, at=at)
    if not able:
        return refusal(request, able)
    read = sites_for(user, VIEW, at=at)
    quarters = _quarters(at)
    chosen = FilterForm(request.GET, sites=read, quarters=quarters)
    chosen.is_valid()
    rows = incidents_visible_to(user, at=at)
    if site := chosen.cleaned_data.get("site"):
        rows = rows.filter(subsite=site)
    quarter = chosen.wanted_quarter
    register_rows = rows.filter(subsite__in=read)
    if quarter is not None:
        rows = log_of(rows, quarter)
    if state := chosen.cleaned_data.get("state"):
        rows = rows.filter(closed_at__isnull=state == "open")
    if (ending := request.GET.get("export")) is not None:
        return _exported(rows.filter(subsite__in=read) if read else None, quarter, ending, at=at)
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "rows": Paginator(rows, PER_PAGE).get_page(request.GET.get("p")),
        "form": chosen,
        "query": query.urlencode(),
        "may_read": bool(read),
        "several_sites": len(read) > 1,
        **(_figures(register_rows, quarter or quarters[0], at=at) if read else {}),
        **_frame(_("Technical faults")),
    }
    return TemplateResponse(request, "incidents/register.html", context)


def _exported(
    rows: "QuerySet[Incident] | None", quarter: Quarter | None, ending: str, *, at: datetime.datetime
) -> HttpResponse:
    if rows is None or ending not in {"csv", "xlsx"}:
        raise Http404
    name = f"su-co-{quarter.year}-quy-{quarter.number}" if quarter else f"su-co-{day_of(at).isoformat()}"
    return file_of(rows[:MOST_EXPORTED], name=name, ending=ending)


def _quarters(at: datetime.datetime) -> list[Quarter]:
    """The quarter of now and those before it, newest first."""
    found = [Quarter.of(day_of(at))]
    while len(found) < QUARTERS:
        found.append(found[-1].previous())
    return found


def _figures(rows: "QuerySet[Incident]", quarter: Quarter, *, at: datetime.datetime) -> dict[str, Any]:
    figures = figures_for(rows, quarter, at=at)
    kinds = [(label, figures.by_kind[key]) for key, label in Incident.Kind.choices if key in figures.by_kind]
    return {
        "figures": figures,
        "kinds": kinds,
        "quarter": quarter_words(quarter),
        "quarter_start": quarter.start,
        "quarter_end": quarter.end,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """“Báo sự cố”: for every member of staff."""
    user: Any = request.user
    at = timezone.now()
    able = may(user, REPORT, at=at)
    if not able:
        return refusal(request, able)
    sites = sites_for(user, REPORT, at=at)
    form = ReportForm(request.POST or None, sites=sites, initial={"began_at": at, "subsite": sites.first()})
    if request.method == "POST" and form.is_valid():
        try:
            incident = actions.report_incident(**form.cleaned_data, by=user, at=at)
        except AlreadyReported as refused:
            messages.warning(request, str(refused))
            return redirect("incident", refused.params["incident"])
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you. Those who mend the site have been told."))
            return redirect("incident", incident.pk)
    context = {"form": form, **_frame(_("Technical faults"), _("Report a technical fault"))}
    return TemplateResponse(request, "incidents/report.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def incident(request: HttpRequest, incident_id: int) -> HttpResponse:
    """One fault with its history; posted, something is done about it. Any other person's is not there."""
    user: Any = request.user
    at = timezone.now()
    seen = incidents_visible_to(user, at=at)
    row = seen.filter(pk=incident_id).first() if incident_id <= _LARGEST else None
    if row is None:
        raise Http404
    does = request.POST.get("do", "") if request.method == "POST" else ""
    forms: dict[str, Any] = {
        "note": NoteForm(request.POST if does == "note" else None),
        "close": CloseForm(request.POST if does == "close" else None, initial={"ended_at": at, "outcome": "mended"}),
        "reopen": ReopenForm(request.POST if does == "reopen" else None),
    }
    error, status = "", 200
    if request.method == "POST":
        try:
            if _do(does, row, forms.get(does), by=user, at=at):
                messages.success(request, _("Written down."))
                return redirect("incident", row.pk)
            status = 400
        except DomainError as refused:
            error, status = str(refused), 409
            row = seen.get(pk=row.pk)
    context = {
        "row": row,
        "entries": row.entries.select_related("by"),
        "forms": forms,
        "error": error,
        "may_handle": bool(may(user, HANDLE, target=row, at=at)),
        "is_reporter": row.opened_by_id == user.pk,
        **_frame(_("Technical faults"), row.title),
    }
    return TemplateResponse(request, "incidents/incident.html", context, status=status)


def _do(does: str, row: Incident, form: Any, *, by: Any, at: datetime.datetime) -> bool:
    """Do what the button says; False when its form is not complete or nobody has such a button."""
    if does == "take":
        actions.take_incident(incident=row, by=by, at=at)
        return True
    if form is None or not form.is_valid():
        return False
    doing: dict[str, Any] = {
        "note": actions.note_on_incident,
        "close": actions.close_incident,
        "reopen": actions.reopen_incident,
    }
    doing[does](incident=row, **form.cleaned_data, by=by, at=at)
    return True


def _frame(*titles: str) -> dict[str, Any]:
    trail = [{"label": _("Home"), "url": reverse("wagtailadmin_home")}]
    trail += [{"label": title, "url": reverse("incidents") if title != titles[-1] else ""} for title in titles]
    return {"page_title": titles[-1], "header_title": titles[-1], "header_icon": "warning", "breadcrumbs_items": trail}
