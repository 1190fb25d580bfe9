"""Requests to the admin that no screen of it sends: not found or refused, instead of a server error.

Wagtail's choosers look up whatever stands in the address, its filters whatever number was sent, and some of its forms
read a field without asking whether it came.
"""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBadRequest, HttpResponseBase
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found
from wagtail.admin.views.generic.base import BaseListingView

_KEY = re.compile(r"[0-9]{1,18}")  # below the largest of a bigint
_TOO_LARGE = re.compile(r"[+-]?[0-9]{19,}")
_WORDS = frozenset({"q"})  # people search for long numbers, too
_EXTERNAL_LINK = "wagtailadmin_choose_page_external_link"


class HandmadeGate(MiddlewareMixin):
    """Middleware, for whoever is logged in; others are asked to log in first."""

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """None lets the request in."""
        if not _is_ours(request):
            return None
        if _asks_what_cannot_be(request, kwargs):
            return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")
        return _incomplete() if request.method == "POST" and _lacks_what_is_read(request) else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """A view that read a field which did not come: the request has been undone."""
        return _incomplete() if isinstance(exception, MultiValueDictKeyError) and _is_ours(request) else None


def _is_ours(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return request.path_info.startswith("/admin/") and user is not None and user.is_authenticated


def _asks_what_cannot_be(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    name = _view_of(request)
    if name.startswith("wagtailsnippetchoosers_") and name.endswith(":create"):
        return True  # none of them makes what it chooses, and Wagtail asks the form that is not there
    if name.endswith(":chosen") and not _KEY.fullmatch(str(kwargs.get("pk"))):
        return True
    if name.endswith(":chosen_multiple") and not all(_KEY.fullmatch(key) for key in request.GET.getlist("id")):
        return True
    if not _is_list_of_wagtails(request):
        return False  # our own screens read what they are sent
    sent = ((name, value) for name, values in request.GET.lists() if name not in _WORDS for value in values)
    return any(_TOO_LARGE.fullmatch(value.strip()) for name, value in sent)


def _is_list_of_wagtails(request: HttpRequest) -> bool:
    view_class = getattr(request.resolver_match.func if request.resolver_match else None, "view_class", None)
    return isinstance(view_class, type) and issubclass(view_class, BaseListingView)


def _lacks_what_is_read(request: HttpRequest) -> bool:
    if _view_of(request) == _EXTERNAL_LINK and "external-link-chooser-url" not in request.POST:
        return True
    # Where to go afterwards is a path; Wagtail hands anything else to `reverse`.
    target = request.POST.get("next", "")
    return target != "" and "/" not in target


def _view_of(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _incomplete() -> HttpResponseBadRequest:
    return HttpResponseBadRequest(_("The form did not arrive whole. Open it again and send it once more."))
