"""The base of every read: GET, HEAD and OPTIONS, one renderer, counted, and errors as problems."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cms.api.bearer import Caller, caller_of
from cms.api.parameters import Parameters
from cms.api.problems import NotAuthenticated
from cms.api.rendering import JSONRenderer
from cms.api.throttling import Allowance, count_request

_PREFLIGHT_SECONDS = "86400"
_REQUEST_HEADERS = "Accept, Accept-Encoding, Authorization, If-None-Match, If-Modified-Since, X-Preview-Token"


class ReadView(APIView):
    """A read. Nobody logs in here: no session, no cookie, nothing to forge; a program may show a token.

    Subclasses name their `parameters` and write `get`, which returns `cms.api.answers.answer(…)`. A token changes
    who is counted and what is refused, never the bytes of an answer (ADR 0025); its `scope` must be this view's.
    """

    http_method_names = ["get", "head", "options"]
    renderer_classes = [JSONRenderer]
    parameters: ClassVar[Parameters] = Parameters()
    scope: ClassVar[str] = "read"
    allowance: Allowance | None = None
    caller: Caller | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Know the caller, count the request for them, then see whether we can answer it."""
        self.caller = self._counted_caller(request._request)
        if self.caller is not None:
            self.caller.need_scope(self.scope)
        if not accepts_json(request._request):
            raise exceptions.NotAcceptable

    def _counted_caller(self, request: HttpRequest) -> Caller | None:
        """Who asks, counted: a token for itself, everybody else, and whoever guesses tokens, by address."""
        try:
            caller = caller_of(request)
        except NotAuthenticated:
            self.allowance = count_request(request)
            raise
        self.allowance = count_request(request, client=caller.counter if caller is not None else "")
        return caller

    def options(  # type: ignore[override]  # the stub wants DRF's own Response
        self, request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """What may be asked here, for a browser that asks before it reads from another origin."""
        methods = ", ".join(self.allowed_methods)
        return HttpResponse(
            status=204,
            headers={
                "Allow": methods,
                "Access-Control-Allow-Methods": methods,
                "Access-Control-Allow-Headers": _REQUEST_HEADERS,
                "Access-Control-Max-Age": _PREFLIGHT_SECONDS,
                "Cache-Control": "public, max-age=0, must-revalidate",
            },
        )

    def finalize_response(  # type: ignore[override]  # the stub wants DRF's own Response
        self, request: Request, response: HttpResponse, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Ready bytes need no renderer; only what is left of the allowance is added."""
        if isinstance(response, Response):
            return super().finalize_response(request, response, *args, **kwargs)
        if self.allowance is not None:
            for name, value in self.allowance.headers().items():
                response[name] = value
        return response

    def asked(self, request: Request) -> dict[str, Any]:
        """The parsed parameters; raise InvalidParameters."""
        return self.parameters.read(request._request.META.get("QUERY_STRING", ""))


def accepts_json(request: HttpRequest) -> bool:
    """Whether the client takes JSON. The answer never differs by Accept, so nothing varies by it."""
    accept = request.META.get("HTTP_ACCEPT", "")
    if not accept or accept == "*/*":
        return True
    for part in accept.lower().split(","):
        kind, *options = part.replace(" ", "").split(";")
        if kind in {"*/*", "application/*", "application/json"}:
            return not any(option.startswith("q=") and option[2:].strip("0.") == "" for option in options)
    return False
