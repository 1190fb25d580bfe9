"""The report "Phát hành": every delivery with its state and error; what was given up can be sent again."""

import datetime
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from cms.departments.policy import may
from cms.publishing.access import MANAGE_DELIVERIES
from cms.publishing.actions import retry_delivery
from cms.publishing.errors import DeliveryNotDead
from cms.publishing.models import Delivery, PeriodicJob, WorkerHeartbeat
from cms.publishing.subscribers import subscriber, subscriber_label, subscribers
from cms.publishing.travel import Step, travel_of_page

INDEX = "publishing_deliveries"
ALIVE_WITHIN = datetime.timedelta(seconds=30)


def may_manage(request: HttpRequest) -> bool:
    """Whether the person who asks may see the report."""
    return bool(may(request.user, MANAGE_DELIVERIES, at=timezone.now()))


def _managers_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_manage(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


class DeliveryFilters(WagtailFilterSet):
    """By state and by subscriber."""

    class Meta:
        model = Delivery
        fields = ["state", "subscriber", "event__kind"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Made of the two fields' names, it is half English.
        self.filters["event__kind"].label = _("Kind of event")


class StateColumn(BaseColumn):
    """State, tries and error, with the button "Gửi lại" where it was given up."""

    cell_template_name = "publishing/admin/state_cell.html"

    def get_cell_context_data(self, instance: Delivery, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["is_orphan"] = instance.state == Delivery.State.PENDING and subscriber(instance.subscriber) is None
        context["csrf_token"] = parent_context.get("csrf_token")
        context["retry_url"] = reverse("publishing_retry", args=[instance.pk])
        return context


class DeliveriesReport(ReportView):
    """Deliveries, newest first; those given up stand in the filter "state"."""

    model = Delivery
    page_title = gettext_lazy("Publication deliveries")
    header_icon = "upload"
    index_url_name = INDEX
    index_results_url_name = "publishing_deliveries_results"
    results_template_name = "publishing/admin/deliveries_results.html"
    filterset_class = DeliveryFilters
    default_ordering = "-id"
    columns = [
        DateColumn("event.occurred_at", label=gettext_lazy("Time"), accessor="event.occurred_at"),
        Column("event.kind", label=gettext_lazy("What happened"), accessor="event.get_kind_display"),
        Column("event.path", label=gettext_lazy("Address"), accessor="event.path"),
        Column("subscriber", label=gettext_lazy("Goes to"), accessor=lambda row: subscriber_label(row.subscriber)),
        StateColumn("state", label=gettext_lazy("State")),
    ]
    list_export = ["event.occurred_at", "event.kind", "event.path", "subscriber", "state", "tries", "error"]

    def get_queryset(self) -> Any:
        return Delivery.objects.select_related("event").order_by("-id")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["dead_count"] = Delivery.objects.filter(state=Delivery.State.DEAD).count()
        waiting = Delivery.objects.filter(state=Delivery.State.PENDING)
        context["orphan_count"] = waiting.exclude(subscriber__in=[one.name for one in subscribers()]).count()
        context["failed_jobs"] = [last_line(row.error) for row in PeriodicJob.objects.exclude(error="")]
        context["has_worker"] = WorkerHeartbeat.objects.filter(seen_at__gte=timezone.now() - ALIVE_WITHIN).exists()
        return context


def last_line(error: str) -> str:
    """What an error says at its end, without the names of its class's modules."""
    line = error.strip().rpartition("\n")[2]
    name, separator, text = line.partition(": ")
    return text if separator and " " not in name else line


report = _managers_only(DeliveriesReport.as_view())
report_results = _managers_only(DeliveriesReport.as_view(results_only=True))


@require_POST
def _retry(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery, pk=pk)
    told, status = _("It will be sent again within a second."), HTTPStatus.OK
    try:
        retry_delivery(delivery=delivery, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except DeliveryNotDead as refusal:
        told, status = str(refusal), HTTPStatus.CONFLICT
    if request.headers.get("Accept") == "application/json":  # the checklist beside a page's form
        return JsonResponse({"message": told}, status=status)
    (messages.success if status == HTTPStatus.OK else messages.error)(request, told)
    return HttpResponseRedirect(reverse(INDEX))


retry = _managers_only(_retry)


def page_status(request: HttpRequest, page_id: int) -> JsonResponse:
    """How far the latest publication of a page has travelled, for those who may edit it."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    travel = travel_of_page(page, at=timezone.now())
    event, is_manager = travel.event, may_manage(request)
    answer = {
        "event": None if event is None else {"kind": event.kind, "occurred_at": event.occurred_at.isoformat()},
        "deliveries": [_step_as_json(step, is_manager=is_manager) for step in travel.steps],
        "is_under_way": travel.is_under_way,
    }
    return JsonResponse(answer)


def _step_as_json(step: Step, *, is_manager: bool) -> dict[str, str | None]:
    retry_url = reverse("publishing_retry", args=[step.delivery]) if is_manager and step.delivery else None
    return {
        "subscriber": step.subscriber,
        "label": step.label,
        "state": step.state,
        "text": step.text,
        "tone": step.tone,
        "retry_url": retry_url,
    }
