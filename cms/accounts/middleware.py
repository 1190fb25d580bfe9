"""No door of the admin opens to a session that lacks the second factor where it is required."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cms.accounts.second_factor import Missing, missing_in
from cms.api.prefix import PREFIX as API

ADMIN = "/admin/"
# Where a half-logged-in person must be able to go: in, out, and through the second factor. Wagtail's sprite and
# JavaScript catalogue are open to everybody.
OPEN_TO_ALL = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_reauthenticate",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_login_webauthn",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
    }
)
_WHERE = {
    Missing.FACTOR: "mfa_index",
    Missing.PROOF: "mfa_reauthenticate",
    Missing.RECOVERY_CODES: "mfa_view_recovery_codes",
}


class SecondFactorMiddleware:
    """Under /admin/ such a session is led to what it lacks; everywhere else it is nobody's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Decide when the address is known and before anything has asked who it is."""
        if request.path_info.startswith(API):
            return None
        match = request.resolver_match
        if match is not None and match.view_name in OPEN_TO_ALL:
            return None
        if not request.path_info.startswith(ADMIN):
            _hide_half_logged_in(request)
            return None
        if request.user.is_anonymous:
            return None
        missing = missing_in(request, request.user, at=timezone.now())
        return None if missing is Missing.NOTHING else _lead_to(missing, request)


def _hide_half_logged_in(request: HttpRequest) -> None:
    """Files, previews and whatever else comes: asked only when somebody asks, so that public pages read no session."""
    person = request.user

    def known() -> Any:
        if person.is_anonymous or missing_in(request, person, at=timezone.now()) is not Missing.NOTHING:
            return AnonymousUser()
        return person

    request.user = SimpleLazyObject(known)  # type: ignore[assignment]  # as the authentication middleware does


def _lead_to(missing: Missing, request: HttpRequest) -> HttpResponseBase:
    address = reverse(_WHERE[missing])
    asked_by_script = (
        request.headers.get("x-requested-with") == "XMLHttpRequest"
        or "application/json" in request.headers.get("accept", "")
        or request.path_info.startswith(f"{ADMIN}api/")
    )
    if asked_by_script:
        text = _("This session needs the second factor.")
        return JsonResponse({"code": "second_factor_required", "detail": text, "next": address}, status=403)
    return HttpResponseRedirect(f"{address}?{urlencode({'next': request.get_full_path()})}")
