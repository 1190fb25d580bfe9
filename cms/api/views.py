"""The base of every read: GET, HEAD and OPTIONS, one renderer, counted, and errors as problems."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cms.api.parameters import Parameters
from cms.api.rendering import JSONRenderer
from cms.api.throttling import Allowance, count_request

_PREFLIGHT_SECONDS = "86400"
_REQUEST_HEADERS = "Accept, Accept-Encoding, If-None-Match, If-Modified-Since"


class ReadView(APIView):
    """A public read. Nobody logs in here: no session, no cookie, nothing to forge.

    Subclasses name their `parameters` and write `get`, which returns `cms.api.answers.answer(…)`.
    """

    http_method_names = ["get", "head", "options"]
    renderer_classes = [JSONRenderer]
    parameters: ClassVar[Parameters] = Parameters()
    allowance: Allowance | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Count the request, then see whether we can answer it: there is nobody to authenticate."""
        self.allowance = count_request(request._request)
        if not accepts_json(request._request):
            raise exceptions.NotAcceptable

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
