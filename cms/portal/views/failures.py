"""The pages of last resort: they read nothing, so they cannot fail too."""

import logging
import secrets

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils import translation

from cms.api.language import path_language
from cms.portal.responses import NOT_KEPT

logger = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: what happened in plain words, a code to quote, and no detail of the inside."""
    code = secrets.token_hex(4)
    logger.error("answered 500 with the code %s for %s", code, request.path_info)
    return _page(request, "errors/500.html", 500, code=code)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request itself cannot be understood, or is too large to be read."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        limit = filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        return _page(request, "errors/too_large.html", 400, limit=limit)
    return _page(request, "errors/400.html", 400)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose token is not the session's: logged in anew elsewhere, cookies gone. Nothing was read."""
    return _page(request, "errors/form_expired.html", 403)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: not for this reader."""
    return _page(request, "errors/403.html", 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 outside the pages of a site."""
    return _page(request, "errors/404_plain.html", 404)


def _page(request: HttpRequest, template: str, status: int, **context: str) -> HttpResponse:
    language = path_language(request.path_info)
    with translation.override(language):
        body = render_to_string(template, {"locale": language, **context})
    response = HttpResponse(body, status=status)
    response["Cache-Control"] = NOT_KEPT
    return response
