"""The reports of the catalogue: complete against the official list, verified, online, unlike a newer file."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from cms.api.transactions import own_transactions
from cms.departments.policy import may
from cms.kernel.calendar import day_of
from cms.kernel.errors import DomainError
from cms.kernel.sheets import csv_of, xlsx_of
from cms.moderation.admin.answering import asks, refusal, trail
from cms.subsites.models import Subsite
from procedures import measures
from procedures.actions import take_official_list
from procedures.catalogue_sites import catalogue_sites, chosen_site
from procedures.drift import Drift
from procedures.importing.errors import RefusedImport
from procedures.importing.judging import judge_all
from procedures.importing.layout import COMPARED
from procedures.importing.reading import read_records
from procedures.report_rows import DRIFT_HEADINGS, HEADINGS, rows_of_drift, rows_of_report
from procedures.truth import Freshness, Standing
from procedures.truth_screens.forms import DriftForm, OfficialListForm

MOST_SHOWN = 500


@own_transactions
@require_http_methods(["GET", "HEAD", "POST"])
@asks("view_catalogue_reports")
def reports(request: HttpRequest) -> HttpResponse:
    """Everything that is measured of a catalogue; posted, a list is taken or a newer file compared."""
    sites = catalogue_sites(request, "view_catalogue_reports")
    site = chosen_site(request, sites)
    keepers = catalogue_sites(request, "import_procedures")
    official = OfficialListForm(request.POST or None, request.FILES or None, sites=keepers, prefix="list")
    compared = DriftForm(request.POST or None, request.FILES or None, sites=sites, prefix="drift")
    error: DomainError | None = None
    drift: Drift | None = None
    status = 200
    if request.method == "POST":
        status = 400
        try:
            if "take-list" in request.POST:
                if not keepers:
                    return refusal(request, may(request.user, "import_procedures", at=timezone.now()).reason)
                if official.is_valid():
                    taken = _take(request, official.cleaned_data)
                    messages.success(request, _("The list was taken."))
                    return redirect(f"{reverse('procedure_reports')}?site={taken}")
            elif "compare" in request.POST and compared.is_valid():
                chosen: Subsite = compared.cleaned_data["subsite"]
                drift, status = _drift(compared.cleaned_data), 200
                site = chosen
                if (ending := request.POST["compare"]) in ("csv", "xlsx"):
                    name = f"{chosen.key}-drift-{day_of(timezone.now()):%Y%m%d}"
                    return as_file(DRIFT_HEADINGS, rows_of_drift(drift), name=name, ending=ending)
        except DomainError as refused:
            error = refused
    context: dict[str, Any] = {
        "sites": sites,
        "site": site,
        "official": official if keepers else None,
        "compared": compared,
        "posted": "list" if "take-list" in request.POST else "drift" if request.method == "POST" else "",
        "error": error,
        "drift": drift,
        "drift_lines": drift.lines[:MOST_SHOWN] if drift is not None else (),
        **(_measured(site) if site is not None else {}),
        "breadcrumbs_items": trail((_("Reports of the catalogue"), "")),
    }
    return TemplateResponse(request, "procedures/truth/reports.html", context, status=status)


def _measured(site: Subsite) -> dict[str, Any]:
    on = day_of(timezone.now())
    official, _codes = measures.official_codes(site, on=on)
    complete = measures.completeness_of(site, on=on)
    fresh = measures.freshness_of(site, on=on)
    wrong = [line for line in complete.lines if line.standing is not Standing.COMPLETE]
    return {
        "official_list": official,
        "completeness": complete,
        "numbers": [(standing.value, complete.count(standing)) for standing in Standing],
        "wrong": wrong[:MOST_SHOWN],
        "fresh": [(kind.value, sum(row[0] is kind for row in fresh)) for kind in Freshness],
        "unverified": [row for row in fresh if row[0] is not Freshness.VERIFIED][:MOST_SHOWN],
        "online": measures.online_share_of(site),
    }


def _take(request: HttpRequest, given: dict[str, Any]) -> str:
    file = given["file"]
    subsite: Subsite = given["subsite"]
    take_official_list(
        subsite=subsite, file=file, file_name=file.name or "", basis=given["basis"], valid_from=given["valid_from"],
        by=request.user, at=timezone.now(),  # type: ignore[arg-type]
    )  # fmt: skip
    return subsite.key


def _drift(given: dict[str, Any]) -> Drift:
    """What differs; raise RefusedImport. Anybody may ask, and waits for the answer: the size is bounded."""
    try:
        read = read_records(given["file"], COMPARED)
    except RefusedImport as refused:
        if refused.code not in ("too_large", "too_many_records", "says_too_much"):
            raise
        raise RefusedImport(
            "too_large_to_compare", records=COMPARED.most_records, limit=COMPARED.most_bytes // 1024 // 1024
        ) from refused
    return measures.drift_of(given["subsite"], judge_all(read.records))


@require_safe
@asks("view_catalogue_reports")
def export(request: HttpRequest, kind: str, ending: str) -> HttpResponse:
    """One report as a file that opens in Excel: no formulas, Vietnamese intact."""
    site = chosen_site(request, catalogue_sites(request, "view_catalogue_reports"))
    if site is None or kind not in HEADINGS:
        raise Http404
    on = day_of(timezone.now())
    rows = rows_of_report(kind, site, on=on)
    return as_file(HEADINGS[kind], rows, name=f"{site.key}-{kind}-{on:%Y%m%d}", ending=ending)


def as_file(headings: Iterable[Any], rows: Iterable[Iterable[Any]], *, name: str, ending: str) -> HttpResponse:
    """CSV or XLSX; the name is of letters, digits and hyphens."""
    table = [[str(heading) for heading in headings], *([*row] for row in rows)]
    if ending == "csv":
        answer = HttpResponse(csv_of(table), content_type="text/csv; charset=utf-8")
    else:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        answer = HttpResponse(xlsx_of(table), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
