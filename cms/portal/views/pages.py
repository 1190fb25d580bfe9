"""Every address that is not a feed or a sitemap: a document, a way to it, or an honest answer."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cms.portal.contexts import context_for
from cms.portal.page_meta import page_meta, plain_meta
from cms.portal.paging import position_from
from cms.portal.rendering import document_page, plain_page
from cms.portal.responses import Rendered, rendered
from cms.portal.source.port import Document, DocumentSource, Gone, InvalidCursor, Missing, Redirect, Resolution
from cms.portal.views.door import public_view
from cms.portal.visit import Visit, home_path

LONGEST_PATH = 700  # the store's column


@public_view
def serve(request: HttpRequest, visit: Visit, source: DocumentSource, path: str = "") -> Rendered:
    """The page at an address of the site: 200, 301, 404 or 410."""
    del path  # the whole address counts, with its language prefix
    match _resolved(visit, source):
        case Document() as document:
            return _document(request, document, visit, source)
        case Redirect(path=moved_to):
            return _moved(moved_to)
        case Gone() as gone:
            return _gone(gone, visit, source)
        case _:
            return not_found(visit, source)


def _resolved(visit: Visit, source: DocumentSource) -> Resolution:
    # No address of the store is that long or has such a character: the database is not asked.
    if len(visit.path) > LONGEST_PATH or "\x00" in visit.path:
        return Missing()
    return source.by_path(site=visit.site.key, path=visit.path)


def _document(request: HttpRequest, document: Document, visit: Visit, source: DocumentSource) -> Rendered:
    if document.path != visit.path:
        return _moved(document.path)  # the address lacked its last slash
    is_print = request.GET.get("view") == "print"
    try:
        context = context_for(document, visit, source, position_from(request.GET))
    except InvalidCursor:
        return not_found(visit, source)
    meta = page_meta(document, visit, source, is_print=is_print)
    text = document_page(document, visit=visit, source=source, meta=meta, context=context)
    return rendered(text, last_modified=document.changed_at)


def _moved(path: str) -> Rendered:
    """301 within this site only: an address of the store is a path, and nothing else is followed."""
    safe = "/" + path.lstrip("/\\") if path.startswith("/") else "/"
    return rendered("", status=301, headers=(("Location", safe),))


def _gone(gone: Gone, visit: Visit, source: DocumentSource) -> Rendered:
    meta = plain_meta(_("This page has been withdrawn"), visit)
    text = plain_page("errors/410.html", visit=visit, source=source, meta=meta, context={"reason": gone.reason})
    return rendered(text, status=410)


def not_found(visit: Visit, source: DocumentSource) -> Rendered:
    """404 with the ways on: the sections and the home page."""
    meta = plain_meta(_("Page not found"), visit)
    sections = [s for s in source.sections(site=visit.site.key, locale=visit.locale) if s.parent is None]
    text = plain_page(
        "errors/404.html",
        visit=visit,
        source=source,
        meta=meta,
        context={"sections": sections, "home": home_path(visit.locale)},
    )
    return rendered(text, status=404)
