"""The language of a request is its path's, and nothing varies by header."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from cms.api.prefix import PREFIX

DEFAULT = "vi"


def path_language(path: str) -> str:
    """The language of a path, as configured: "/EN/" is no English address, though Django takes it for one."""
    found = translation.get_language_from_path(path)
    return found if found in dict(settings.LANGUAGES) else DEFAULT


class PathLocaleMiddleware:
    """Activate the language of the path; never of a cookie or of Accept-Language, and add no Vary.

    Django's own LocaleMiddleware adds `Vary: Accept-Language` to every path without a language
    prefix, /api/ included. Under /admin/ Wagtail then activates the language its user prefers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(PREFIX):
            return self.get_response(request)
        language = path_language(request.path_info)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            return self.get_response(request)
