"""The read-only screens of the plan in the admin."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_denied

from cms.departments.policy import may
from cms.editorial.models import AnnualPlan, PlanVersion
from cms.editorial.queries import version_in_force
from cms.editorial.screen import plan_context
from cms.kernel.calendar import day_of


@require_safe
def plan_index(request: HttpRequest) -> HttpResponse:
    """The plans this person may see; the only one is shown at once."""
    at = timezone.now()
    plans = [
        plan
        for plan in AnnualPlan.objects.select_related("subsite__unit").order_by("-year", "subsite__key")
        if may(request.user, "view_plan", target=plan.subsite, at=at)
    ]
    if len(plans) == 1:
        return redirect("editorial_plan", plan_id=plans[0].pk)
    context = {"plans": plans, "breadcrumbs_items": _breadcrumbs()}
    return TemplateResponse(request, "editorial/plan_index.html", context)


@require_safe
def plan_detail(request: HttpRequest, plan_id: int, number: int | None = None) -> HttpResponse:
    """A plan in the version in force today, or in the one asked for."""
    plan = get_object_or_404(AnnualPlan.objects.select_related("subsite__unit"), pk=plan_id)
    at = timezone.now()
    if not may(request.user, "view_plan", target=plan.subsite, at=at):
        refusal: HttpResponse = permission_denied(request)
        return refusal
    version = _version(plan, number, request)
    context = plan_context(version, day_of(at))
    context["breadcrumbs_items"] = [*_breadcrumbs(), {"url": "", "label": f"{plan.subsite.title_vi} · {plan.year}"}]
    return TemplateResponse(request, "editorial/plan.html", context)


def _version(plan: AnnualPlan, number: int | None, request: HttpRequest) -> PlanVersion:
    versions = plan.versions.select_related("plan__subsite__unit", "frequency", "by")
    if number is not None:
        return get_object_or_404(versions, number=number)
    in_force = version_in_force(plan.subsite, day_of(timezone.now()))
    if in_force is not None and in_force.plan_id == plan.pk:
        return versions.get(pk=in_force.pk)
    last = versions.order_by("-number").first()
    if last is None:
        raise Http404
    return last


def _breadcrumbs() -> list[dict[str, str]]:
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("editorial_plans"), "label": _("Annual plan")},
    ]
