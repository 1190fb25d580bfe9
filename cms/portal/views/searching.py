"""The search page, and the suggestions a script asks for while somebody types."""

from contextlib import suppress

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cms.api.problems import OverLimit
from cms.api.throttling import client_of, count_request
from cms.portal.page_meta import LanguageSwitch, Meta, plain_meta
from cms.portal.paging import position_from
from cms.portal.rendering import plain_page
from cms.portal.responses import NOT_KEPT, Rendered, rendered
from cms.portal.search_page import context_of, query_of, question_of, search_path, suggest_path, ways_on
from cms.portal.source.port import DocumentSource, InvalidCursor, SourceAway
from cms.portal.source.selection import document_source
from cms.portal.views.door import unkept_view
from cms.portal.views.pages import not_found
from cms.portal.visit import LANGUAGE_NAMES, Visit, other_locale, visit_of

JSON = "application/json"
_SHORTEST = 2
_MOST_OPENED = 60  # results a minute and address


@unkept_view
def search(request: HttpRequest, visit: Visit, source: DocumentSource, locale: str) -> Rendered:
    """What is looked for, best first; the empty form when nothing was asked."""
    if locale != visit.locale:  # /search/ is /en/search/, and /en/tim-kiem/ is /tim-kiem/
        return _elsewhere(search_path(locale), request)
    query = query_of(request.GET, visit)
    try:
        results = source.search(query) if query.text else None
    except InvalidCursor:
        return not_found(visit, source)
    context = dict(context_of(visit, query, results, position_from(request.GET)))
    if results is not None and not results.total:
        context["ways_on"] = ways_on(visit, source)
    text = plain_page(
        "listings/search.html", visit=visit, source=source, meta=_meta(visit, query.text), context=context
    )
    return rendered(text)


@unkept_view
def suggest(request: HttpRequest, visit: Visit, source: DocumentSource, locale: str) -> Rendered:
    """Names for what was typed so far, as JSON: {"suggestions": [{"text", "path", "code"}]}."""
    if locale != visit.locale:
        return _elsewhere(suggest_path(locale), request)
    text = question_of(request.GET)
    found = source.suggest(site=visit.site.key, locale=visit.locale, text=text) if len(text) >= _SHORTEST else ()
    shown = [{"text": one.text, "path": one.path, "code": one.code} for one in found]
    return rendered(orjson.dumps({"suggestions": shown}).decode(), content_type=JSON)


@csrf_exempt  # nobody is logged in here, and nothing of anybody's is changed
@require_POST
def opened(request: HttpRequest, locale: str) -> HttpResponse:
    """A script tells that a result of the question `q` was opened: 204, whatever becomes of it; 429 after too many.

    Another website cannot let its readers tell it. Without a script nothing is told, and the search is the same.
    """
    try:
        count_request(request, client=f"opened {client_of(request)}", limit=_MOST_OPENED)
    except OverLimit as over:
        return HttpResponse(status=429, headers={"Retry-After": str(over.retry_after)})
    text = question_of(request.POST)
    if text and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin":
        source = document_source()
        with suppress(SourceAway):
            site = visit_of(request, source).site.key
            source.note_choice(site=site, locale=locale, text=text)
    return HttpResponse(status=204, headers={"Cache-Control": NOT_KEPT})


def _elsewhere(path: str, request: HttpRequest) -> Rendered:
    asked = urlencode({name: str(value) for name, value in request.GET.items() if value})
    return rendered("", status=301, headers=(("Location", f"{path}?{asked}" if asked else path),))


def _meta(visit: Visit, text: str) -> Meta:
    title = _("Search: %(question)s") % {"question": text} if text else _("Search")
    other = other_locale(visit.locale)
    meta = plain_meta(title, visit)
    switch = LanguageSwitch(
        locale=other,
        name=LANGUAGE_NAMES[other],
        path=search_path(other) + (f"?{urlencode({'q': text})}" if text else "") if other in visit.site.homes else "",
        is_translation=True,
    )
    return Meta(
        title=meta.title,
        locale=meta.locale,
        path=search_path(visit.locale),
        home_path=meta.home_path,
        is_indexed=False,
        switch=switch,
        feeds=meta.feeds,
    )
