"""Processing figures: what was delivered, how the sources are, and a file by hand."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.api.transactions import own_transactions
from cms.departments.policy import may
from cms.kernel.errors import DomainError
from cms.moderation.admin.answering import asks, found, refusal, trail
from procedures.actions import take_figures, withdraw_figures
from procedures.catalogue_sites import catalogue_sites
from procedures.figures.file_source import read_delivery
from procedures.figures_document import SLUG
from procedures.models import FigureReport, FigureSourceState
from procedures.truth_screens.forms import FiguresForm

PER_PAGE = 30


@own_transactions
@require_http_methods(["GET", "HEAD", "POST"])
@asks("view_catalogue_reports")
def figures(request: HttpRequest) -> HttpResponse:
    """Deliveries, newest first, and the state of the sources; posted, a file is taken."""
    sites = catalogue_sites(request, "import_figures")
    seen = [site.pk for site in catalogue_sites(request, "view_catalogue_reports")]
    is_sent = request.method == "POST" and "withdraw" not in request.POST
    form = FiguresForm(*((request.POST, request.FILES) if is_sent else ()), sites=sites) if sites else None
    error: DomainError | None = None
    if request.method == "POST":
        if form is None:
            return refusal(request, may(request.user, "import_figures", at=timezone.now()).reason)
        if "withdraw" in request.POST:
            error = _withdrawn(request, seen)
            if error is None:
                messages.success(request, _("The delivery was withdrawn."))
                return redirect("processing_figures")
        elif form.is_valid():
            try:
                count = _take(request, form.cleaned_data)
            except DomainError as refused:
                error = refused
            else:
                text = _("{count} deliveries were taken and are public.") if count else _("These figures are known.")
                messages.success(request, text.format(count=count))
                return redirect("processing_figures")
    rows = FigureReport.objects.filter(subsite__in=seen).select_related("subsite", "by").prefetch_related("figures")
    context = {
        "form": form,
        "error": error,
        "rows": Paginator(rows.order_by("-period_end", "-as_of", "-pk"), PER_PAGE).get_page(request.GET.get("p")),
        "states": FigureSourceState.objects.filter(subsite__in=seen).select_related("subsite").order_by("source"),
        "public_path": f"/{SLUG}/",
        "breadcrumbs_items": trail((_("Processing figures"), "")),
    }
    status = 400 if request.method == "POST" else 200
    return TemplateResponse(request, "procedures/truth/figures.html", context, status=status)


def _withdrawn(request: HttpRequest, sites: list[int]) -> DomainError | None:
    """Take away the delivery that was named; why not, where a rule says no."""
    report = found(FigureReport.objects.filter(subsite__in=sites).select_related("subsite__unit"), _number(request))
    by: Any = request.user
    try:
        withdraw_figures(report=report, reason=request.POST.get("reason", ""), by=by, at=timezone.now())
    except DomainError as refused:
        return refused
    return None


def _number(request: HttpRequest) -> int:
    said = request.POST["withdraw"]
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0


def _take(request: HttpRequest, given: dict[str, Any]) -> int:
    file = given["file"]
    days = {name: given[name] for name in ("period_start", "period_end", "as_of")}
    deliveries = read_delivery(file, file_name=file.name or "", given=days)
    by: Any = request.user
    return len(take_figures(subsite=given["subsite"], deliveries=deliveries, by=by, at=timezone.now()))
