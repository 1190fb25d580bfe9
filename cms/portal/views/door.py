"""What every public view does around its own work: the visit, the kept page, and the source being away."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from cms.api.language import path_language
from cms.portal.page_cache import kept
from cms.portal.responses import NOT_KEPT, Rendered, sent
from cms.portal.source.port import SourceAway
from cms.portal.source.selection import document_source
from cms.portal.visit import visit_of

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 5
Work = Callable[..., Rendered]


def public_view(work: Work) -> Callable[..., HttpResponseBase]:
    """A view from work(request, visit, source, **path arguments) -> Rendered; GET and HEAD only."""
    return _view(work, is_kept=True)


def unkept_view(work: Work) -> Callable[..., HttpResponseBase]:
    """The same for what the store's generation does not tell of: the search index follows a moment later."""
    return _view(work, is_kept=False)


def _view(work: Work, *, is_kept: bool) -> Callable[..., HttpResponseBase]:
    @require_safe
    @wraps(work)
    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        source = document_source()
        try:
            # The generation is read before anything else: a page made while the store changes
            # is kept under the older value and never shown again.
            generation = source.generation()
            visit = replace(visit_of(request, source), generation=generation.value if generation else None)
            # The day, because a page may say what holds today.
            here = f"{visit.day}\n{visit.site!r}\n{visit.origin}{request.get_full_path()}"
            key = f"{generation.value}\n{here}" if generation else None
            return sent(request, kept(key if is_kept else None, lambda: work(request, visit, source, *args, **kwargs)))
        except SourceAway:
            logger.warning("a page could not be made: the source is away", exc_info=True)
            return source_away(request)

    return view


def source_away(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After: a page that needs no source."""
    language = path_language(request.path_info)
    with translation.override(language):
        body = render_to_string("errors/503.html", {"locale": language})
    response = HttpResponse(body, status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response["Cache-Control"] = NOT_KEPT
    return response
