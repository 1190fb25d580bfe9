"""What holds for everything under /api/, and what is left out there.

The API has no session, no user, no form and no message, so the middleware that serves those is
passed by: no response can get a Set-Cookie or a Vary by it, and a read is cheaper.
"""

from collections.abc import Callable
from typing import Any

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.deprecation import MiddlewareMixin

from cms.api.prefix import PREFIX
from cms.api.problems import PROBLEM_TYPE, problem_response

_EXPOSED = "ETag, Last-Modified, Location, Retry-After, RateLimit, RateLimit-Policy"
_POLICY = "default-src 'none'; frame-ancestors 'none'"


class ApiSurfaceMiddleware:
    """Any origin may read, and whatever fails under /api/, wherever it fails, is a problem."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(PREFIX):
            return response
        if response.status_code >= 400 and response.headers.get("Content-Type") != PROBLEM_TYPE:
            response = self._as_problem(request, response)
        headers = response.headers
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Access-Control-Expose-Headers"] = _EXPOSED
        headers.setdefault("Content-Security-Policy", _POLICY)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        return response

    def _as_problem(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if settings.DEBUG and response.status_code >= 500:
            return response  # the developer's page with the stack
        allow = response.headers.get("Allow")
        return problem_response(request, response.status_code, headers={"Allow": allow} if allow else None)


class _OutsideApi(MiddlewareMixin):
    """A middleware that passes /api/ by."""

    def __call__(self, request: HttpRequest) -> Any:
        if request.path_info.startswith(PREFIX):
            return self.get_response(request)
        return super().__call__(request)


class SessionOutsideApi(_OutsideApi, SessionMiddleware):
    """Sessions, but not under /api/."""


class CsrfOutsideApi(_OutsideApi, CsrfViewMiddleware):
    """Forgery checks, but not under /api/: nothing can be changed there, and a bad cookie would be renewed."""

    def process_view(self, request: HttpRequest, callback: Any, args: Any, kwargs: Any) -> HttpResponseForbidden | None:
        """Let everything under /api/ pass."""
        if request.path_info.startswith(PREFIX):
            return None
        return super().process_view(request, callback, args, kwargs)


class AuthenticationOutsideApi(_OutsideApi, AuthenticationMiddleware):
    """`request.user`, but not under /api/."""


class MessagesOutsideApi(_OutsideApi, MessageMiddleware):
    """Messages to people, who are not under /api/."""


class PolicyOutsideApi(_OutsideApi, CSPMiddleware):
    """The policy of pages, a looser one under /admin/; answers of the API have one of their own."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Wagtail's editor still emits inline scripts and shows chosen pictures as blobs."""
        if request.path_info.startswith("/admin/"):
            vars(response).setdefault("_csp_config", settings.ADMIN_CONTENT_SECURITY_POLICY)
        return super().process_response(request, response)
