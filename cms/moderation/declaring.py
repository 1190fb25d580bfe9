"""The declaration of R104 at the door that asks for none: a form of Wagtail's posted with its own “submit”."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from cms.moderation.intake import Intake, declare, submitting

FIELD = "declared_not_secret"
_EDITORS = frozenset({"wagtailadmin_pages:edit", "wagtailadmin_pages:add"})
_SUBMITTING = ("action-submit", "action-restart-workflow")


class DeclarationMiddleware:
    """Carries what such a form declares to the submission; nothing posted is nothing declared, and is refused there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """What one request declared is forgotten before the next."""
        with submitting(Intake()):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, *_args: Any) -> None:
        """Read the field, of the two screens that can submit."""
        view = request.resolver_match.view_name if request.resolver_match is not None else ""
        if view in _EDITORS and request.method == "POST" and any(name in request.POST for name in _SUBMITTING):
            declare(is_not_secret=request.POST.get(FIELD) == "on")
