"""Publication decisions: record one, see its tasks and clocks, say that one is done."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.departments.errors import NotAllowed
from cms.departments.policy import may
from cms.kernel.errors import DomainError
from cms.moderation.admin.answering import asks, found, refusal, trail
from procedures.actions import DecisionFacts, close_task, record_decision
from procedures.catalogue_sites import catalogue_sites
from procedures.clocks import signature, table_in_force, tables_of
from procedures.models import ChangeTask, RecordedDecision
from procedures.queries import catalogue_page
from procedures.truth_screens.forms import DecisionForm, EvidenceForm

PER_PAGE = 50
METHODS = ["GET", "HEAD", "POST"]


def visible_decisions(request: HttpRequest) -> QuerySet[RecordedDecision]:
    """The decisions of the sites whose reports the person may see."""
    sites = [site.pk for site in catalogue_sites(request, "view_catalogue_reports")]
    return RecordedDecision.objects.filter(subsite__in=sites).select_related("subsite__unit", "recorded_by")


@require_http_methods(METHODS)
@asks("view_catalogue_reports")
def decisions(request: HttpRequest) -> HttpResponse:
    """All decisions, those with open tasks first; posted, a new one is recorded."""
    sites = catalogue_sites(request, "record_decision")
    form = DecisionForm(request.POST or None, sites=sites) if sites else None
    error: DomainError | None = None
    if request.method == "POST":
        if form is None:
            return refusal(request, may(request.user, "record_decision", at=timezone.now()).reason)
        if form.is_valid():
            given = dict(form.cleaned_data)
            subsite, concerned = given.pop("subsite"), given.pop("concerned")
            try:
                decision = record_decision(
                    subsite=subsite, facts=DecisionFacts(**given), concerned=concerned,
                    by=request.user, at=timezone.now(),  # type: ignore[arg-type]
                )  # fmt: skip
            except DomainError as refused:
                error = refused
            else:
                messages.success(request, _("The decision was recorded; its tasks are on the desk."))
                return redirect("procedure_decision", decision_id=decision.pk)
    is_open = Q(tasks__done_at__isnull=True)
    rows = visible_decisions(request).annotate(
        open_count=Count("tasks", filter=is_open), task_count=Count("tasks"),
        late_count=Count("tasks", filter=is_open & Q(tasks__due_at__lt=timezone.now())),
    )  # fmt: skip
    context = {
        "form": form,
        "error": error,
        "rows": Paginator(rows.order_by("-late_count", "-open_count", "-signed_on", "-pk"), PER_PAGE).get_page(
            request.GET.get("p")
        ),
        "breadcrumbs_items": trail((_("Publication decisions"), "")),
    }
    status = 400 if request.method == "POST" else 200
    return TemplateResponse(request, "procedures/truth/decisions.html", context, status=status)


@require_http_methods(METHODS)
@asks("view_catalogue_reports")
def decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """One decision: facts, whether it was signed in time, its tasks; posted, a task is closed by hand."""
    row, at = found(visible_decisions(request), decision_id), timezone.now()
    error: DomainError | None = None
    status = 200
    if request.method == "POST":
        number = str(request.POST.get("task", ""))
        tasks = ChangeTask.objects.filter(decision=row).select_related("decision__subsite__unit")
        task = found(tasks, int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0)
        form = EvidenceForm(request.POST)
        evidence = form.cleaned_data["evidence"] if form.is_valid() else ""
        try:
            close_task(task=task, evidence=evidence, by=request.user, at=at)  # type: ignore[arg-type]
        except DomainError as refused:
            error, status = refused, 403 if isinstance(refused, NotAllowed) else 400
        else:
            messages.success(request, _("The task is done."))
            return redirect("procedure_decision", decision_id=row.pk)
    table = table_in_force(tables_of(settings.PROCEDURE_CLOCKS), on=row.signed_on)
    section = catalogue_page(row.subsite)
    context: dict[str, Any] = {
        "row": row,
        "tasks": row.tasks.select_related("page", "done_by").order_by("done_at", "due_at", "pk"),
        "now": at,
        "signature": signature(
            table, issuer_level=row.issuer_level, is_shortened=row.is_shortened, signed_on=row.signed_on,
            norm_effective_on=row.norm_effective_on,
        ),
        "able": may(request.user, "close_change_task", target=row.subsite, at=at),
        "error": error,
        "notice_url": reverse("wagtailadmin_pages:add", args=("procedures", "changenoticepage", section.pk))
        if section is not None
        else "",
        "breadcrumbs_items": trail((_("Publication decisions"), reverse("procedure_decisions")), (row.number, "")),
    }  # fmt: skip
    return TemplateResponse(request, "procedures/truth/decision.html", context, status=status)
