"""Every door of the admin that leads to a page asks the policy before Wagtail's view is called.

Wagtail's views ask the tester too; but some look only at what they change, some (choosers, bulk actions) at
nothing, and all refuse in the same words. Here a page that the person cannot find is not there (404), and whatever
else is refused says why (403), on a screen or as JSON. The doors are data: `cms.pages.doors`.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin
from django.views.defaults import page_not_found

from cms.departments.policy import Decision, actor_of
from cms.pages.doors import DOORS, Knock


class PageGate(MiddlewareMixin):
    """Middleware: knows a door by the name of the view that is about to be called."""

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """None lets the request in. Who may not enter the admin at all is left to Wagtail, which asks for a login."""
        match = request.resolver_match
        door = DOORS.get(match.view_name) if match is not None else None
        user = getattr(request, "user", None)
        if door is None or user is None or not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
            return None
        try:
            decision = door(Knock(request, actor_of(user, at=timezone.now()), args, kwargs))
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
