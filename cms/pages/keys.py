"""Keys that no row can have, asked of the admin by hand: not found, instead of a database error behind a 500.

Wagtail's choosers look up whatever stands in the address, and its filters whatever number was sent.
"""

import re
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.defaults import page_not_found

_KEY = re.compile(r"[0-9]{1,18}")  # below the largest of a bigint
_TOO_LARGE = re.compile(r"[+-]?[0-9]{19,}")
_WORDS = frozenset({"q"})  # people search for long numbers, too


class KeyGate:
    """Middleware, for whoever is logged in: a chooser is asked for a key, a filter for no number beyond all keys."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """None lets the request in."""
        if not request.path_info.startswith("/admin/") or not getattr(request, "user", None):
            return None
        if not request.user.is_authenticated or not _asks_what_cannot_be(request, kwargs):
            return None
        return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")


def _asks_what_cannot_be(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name.endswith(":chosen") and not _KEY.fullmatch(str(kwargs.get("pk"))):
        return True
    if name.endswith(":chosen_multiple") and not all(_KEY.fullmatch(key) for key in request.GET.getlist("id")):
        return True
    sent = ((name, value) for name, values in request.GET.lists() if name not in _WORDS for value in values)
    return any(_TOO_LARGE.fullmatch(value.strip()) for _name, value in sent)
