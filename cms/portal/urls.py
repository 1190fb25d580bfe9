"""Public addresses; the catch-all named `wagtail_serve` comes last."""

from django.http import HttpRequest, HttpResponse
from django.urls import re_path


def _not_built(request: HttpRequest, path: str) -> HttpResponse:
    return HttpResponse(status=404)


urlpatterns = [re_path(r"^((?:[\w\-]+/)*)$", _not_built, name="wagtail_serve")]
