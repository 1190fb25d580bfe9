"""Every failure as application/problem+json (RFC 9457): one file, one shape.

Views raise; nobody else builds an error body. Vietnamese, or English when the request says locale=en.
"""

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions

logger = logging.getLogger(__name__)

PROBLEM_TYPE = "application/problem+json"
RETRY_SECONDS = "5"  # a database that restarts is back by then
_LONGEST_INSTANCE = 200
_ENGLISH = re.compile(r"(?:^|&)locale=en(?:&|$)")

Text = str | Promise


@dataclass(frozen=True, slots=True)
class ParameterError:
    """What is wrong with one parameter of a request."""

    parameter: str
    message: Text


class InvalidParameters(Exception):
    """The request asks something that cannot be asked; `errors` names each parameter."""

    def __init__(self, errors: Iterable[ParameterError]) -> None:
        self.errors = tuple(errors)
        super().__init__(", ".join(error.parameter for error in self.errors))


class GoneForReason(Exception):
    """What was asked for was withdrawn; the reason is public."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class OverLimit(Exception):
    """The client asked more often than it may; `retry_after` in seconds."""

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(retry_after)


class TokenRefused(Exception):
    """A token (of the API, of a preview) does not open what was asked; `detail` says why."""

    status = 401
    challenge = ""

    def __init__(self, detail: Text) -> None:
        self.detail = detail
        super().__init__(detail)


class NotAuthenticated(TokenRefused):
    """What was shown is not valid, or no longer."""

    challenge = 'Bearer realm="cong", error="invalid_token"'


class NotPermitted(TokenRefused):
    """The token is good, but not for this."""

    status = 403
    challenge = 'Bearer realm="cong", error="insufficient_scope"'


class NoLongerThere(TokenRefused):
    """What the token led to does not exist any more."""

    status = 410


# status → (code in `type`, title, detail)
_KINDS: dict[int, tuple[str, Text, Text]] = {
    400: ("bad-request", _("The request is wrong"), _("The server cannot understand this request.")),
    401: ("unauthorized", _("Not recognised"), _("This access token is not valid.")),
    403: ("forbidden", _("Not allowed"), _("This may not be read.")),
    404: ("not-found", _("Not found"), _("Nothing public stands at this address.")),
    405: ("method-not-allowed", _("Method not allowed"), _("This address can only be read: GET, HEAD or OPTIONS.")),
    406: ("not-acceptable", _("Not acceptable"), _("This address answers only in application/json.")),
    410: ("gone", _("Withdrawn"), _("This was published and has been withdrawn.")),
    414: ("uri-too-long", _("The address is too long"), _("Shorten the parameters.")),
    429: ("too-many-requests", _("Too many requests"), _("Wait as long as Retry-After says, then ask again.")),
    500: ("internal-error", _("The server made an error"), _("It has been recorded. Please try again later.")),
    503: ("unavailable", _("Out of service for a moment"), _("Please try again in a few seconds.")),
}
_INVALID_PARAMETERS = _("Some parameters are wrong; `errors` names them.")


def problem_response(
    request: HttpRequest,
    status: int,
    *,
    detail: Text = "",
    errors: Iterable[ParameterError] = (),
    extra: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """A problem in the language of the request. Never cached: what failed may work in a moment."""
    code, title, usual_detail = _KINDS.get(status) or _KINDS[400 if status < 500 else 500]
    with translation.override(language_of(request)):
        listed = [{"parameter": error.parameter, "message": str(error.message)} for error in errors]
        problem = {
            "type": f"urn:cong:problem:{'invalid-parameters' if listed else code}",
            "title": str(title),
            "status": status,
            "detail": str(_INVALID_PARAMETERS if listed else detail or usual_detail),
            "instance": request.path[:_LONGEST_INSTANCE].encode("utf-8", "replace").decode(),
            **(extra or {}),
        }
    if listed:
        problem["errors"] = listed
    response = HttpResponse(orjson.dumps(problem), status=status, content_type=PROBLEM_TYPE)
    response["Cache-Control"] = "no-store"
    for name, value in (headers or {}).items():
        response[name] = value
    return response


def language_of(request: HttpRequest) -> str:
    """The language of messages: the one asked for, never a cookie's or a browser's."""
    return "en" if _ENGLISH.search(request.META.get("QUERY_STRING", "")) else "vi"


def exception_handler(exc: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Adapt what a DRF view raised; None for a fault of our own, which then becomes a 500."""
    options: dict[str, Any] = {}
    match exc:
        case InvalidParameters():
            status, options = 400, {"errors": exc.errors}
        case GoneForReason():
            status, options = 410, {"extra": {"reason": exc.reason}}
        case TokenRefused():
            headers = {"WWW-Authenticate": exc.challenge} if exc.challenge else {}
            status, options = exc.status, {"detail": exc.detail, "headers": headers}
        case OverLimit():
            status, options = 429, {"headers": {"Retry-After": str(exc.retry_after)}}
        case Http404():
            status = 404
        case PermissionDenied():
            status = 403
        case exceptions.MethodNotAllowed():
            status, options = 405, {"headers": {"Allow": ", ".join(context["view"].allowed_methods)}}
        case exceptions.APIException():
            status = exc.status_code
        case OperationalError() | InterfaceError():
            logger.error("the database is away", exc_info=exc)
            status, options = 503, {"headers": {"Retry-After": RETRY_SECONDS}}
        case _:
            return None
    return problem_response(context["request"]._request, status, **options)
