"""Wagtail's own addresses of workflows lead to our screens: there a decision names what it is about."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms.moderation.admin.answering import found, visible_page, visible_state
from cms.moderation.models import ReviewState, ReviewTask
from cms.moderation.queries import open_state_of


def action(request: HttpRequest, page_id: int, action_name: str, task_state_id: int) -> HttpResponse:
    """`workflow_action` and `collect_workflow_action_data`: nothing is decided here, the task opens instead."""
    state = visible_state(request, task_state_id)
    if state.page_id != page_id:
        raise Http404
    return _to_task(request, state)


def confirm_cancellation(request: HttpRequest, page_id: int) -> HttpResponse:
    """Wagtail asks before it publishes past a workflow; nobody does, so there is nothing to confirm."""
    visible_page(request, page_id)
    return JsonResponse({"step": "no_confirmation_needed"})


def preview_of_task(request: HttpRequest, page_id: int, task_id: int) -> HttpResponse:
    """The draft that waits in a step: on the screen of the task, with what it changes."""
    page = visible_page(request, page_id)
    state = open_state_of(page)
    task = found(ReviewTask.objects.all(), task_id)
    if state is None or state.task_id != task.pk:
        raise Http404
    return redirect("moderation_task", state_id=state.pk)


def _to_task(request: HttpRequest, state: ReviewState) -> HttpResponse:
    address = reverse("moderation_task", args=(state.pk,))
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":  # Wagtail's dialogue goes where it is told
        return JsonResponse({"step": "success", "redirect": address})
    if request.method == "POST":
        messages.info(request, _("Decide here, beside what you decide about."))
    return redirect(address)
