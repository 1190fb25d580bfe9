"""Every door of the admin that leads to a page asks the policy before Wagtail's view is called.

Wagtail's views ask the tester too; but some look only at what they change, some (choosers, bulk actions) at
nothing, and all refuse in the same words. Here a page that the person cannot find is not there (404), and whatever
else is refused says why (403), on a screen or as JSON. The doors are data: `cms.pages.doors`. Who tries to change what
the public reads without the right to is noted in the log: `cms.pages.refused_attempts`.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin
from django.views.defaults import page_not_found

from cms.departments.policy import Decision, actor_of
from cms.pages.doors import DOORS, Knock
from cms.pages.refused_attempts import attempts_of, note_refusals


class PageGate(MiddlewareMixin):
    """Middleware: knows a door by the name of the view that is about to be called."""

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """None lets the request in. Who may not enter the admin at all is left to Wagtail, which asks for a login."""
        name = request.resolver_match.view_name if request.resolver_match is not None else ""
        door = DOORS.get(name)
        attempts = attempts_of(request, name, args, kwargs)
        user = getattr(request, "user", None)
        if not (door or attempts) or user is None or not user.is_authenticated:
            return None
        if not user.has_perm("wagtailadmin.access_admin"):
            return None
        at = timezone.now()
        actor = actor_of(user, at=at)
        note_refusals(attempts, actor, door=request.path, at=at)
        if door is None:
            return None
        try:
            decision = door(Knock(request, actor, args, kwargs))
        except Http404 as missing:
            return page_not_found(request, missing, template_name="wagtailadmin/404.html")
        return None if decision else refusal(request, decision)


def refusal(request: HttpRequest, decision: Decision) -> HttpResponse:
    """403 with the reason: a screen of the admin, or JSON for the scripts of the editor."""
    reason = str(decision.reason)
    wants_json = "application/json" in request.headers.get("Accept", "")
    if wants_json or request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return JsonResponse({"success": False, "error_code": "refused", "error_message": reason}, status=403)
    return render(request, "pages/refused.html", {"reason": reason}, status=403)
