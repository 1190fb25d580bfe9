"""The OpenAPI description, and the page on which people read it."""

from functools import lru_cache
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from cms.api.answers import answer
from cms.api.views import ReadView
from cms.delivery import parameters

# Swagger UI writes styles of its own into the page; scripts come from this host only. (Redoc was not
# taken: it asks its maker's host for a logo.)
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:;"
    " style-src 'self' 'unsafe-inline'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_METHODS = ["GET", "HEAD", "OPTIONS"]


class SchemaView(ReadView):
    """`schema/`: the description of this API in OpenAPI 3."""

    parameters = parameters.NONE

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        """The description, made once a process."""
        self.asked(request)
        return answer(request._request, description())


@lru_cache(maxsize=1)
def description() -> bytes:
    """The OpenAPI document of this API's own addresses, and of nothing of Wagtail's."""
    generator: Any = SchemaGenerator
    schema = generator(urlconf="cms.delivery.urls").get_schema(request=None, public=True)
    return orjson.dumps(schema, option=orjson.OPT_INDENT_2)


@require_http_methods(_METHODS)
def docs(request: HttpRequest) -> HttpResponse:
    """`docs/`: the description for people, from assets of our own host."""
    if request.method == "OPTIONS":
        methods = ", ".join(_METHODS)
        return HttpResponse(status=204, headers={"Allow": methods, "Access-Control-Allow-Methods": methods})
    response = render(request, "delivery/docs.html")
    response["Content-Security-Policy"] = _PAGE_POLICY
    return response
