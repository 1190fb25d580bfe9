"""From a document to its page: one template a type, and a default for types this portal does not know."""

from typing import Any

from django.template.loader import select_template
from django.utils import translation

from cms.portal.contact import contact_of
from cms.portal.contexts import Context
from cms.portal.page_meta import Meta
from cms.portal.search_page import search_path, suggest_path
from cms.portal.source.port import Document, DocumentSource
from cms.portal.visit import Visit, home_path, other_locale


def document_page(document: Document, *, visit: Visit, source: DocumentSource, meta: Meta, context: Context) -> str:
    """The page of a document. Templates get values only: no request, so nothing varies by reader."""
    template = select_template([f"documents/{document.document_type}.html", "documents/default.html"])
    return _rendered(template, visit, source, {"document": document, "meta": meta, **context})


def plain_page(name: str, *, visit: Visit, source: DocumentSource, meta: Meta, context: Context) -> str:
    """A page that is no document: an error, the list of feeds."""
    return _rendered(select_template([name]), visit, source, {"meta": meta, **context})


def _rendered(template: Any, visit: Visit, source: DocumentSource, context: Context) -> str:
    menus = source.menus(site=visit.site.key, locale=visit.locale)
    with translation.override(visit.locale):
        text: str = template.render(
            {
                "site": visit.site,
                "site_title": visit.site.title(visit.locale),
                "menus": menus,
                "other_title": _other_title(visit),
                "other_locale": other_locale(visit.locale),
                "locale": visit.locale,
                "contact": contact_of(visit, source),
                "search_path": search_path(visit.locale),
                "suggest_path": suggest_path(visit.locale),
                "channels_path": f"{home_path(visit.locale)}rss/",
                **context,
            }
        )
    return text


def _other_title(visit: Visit) -> str:
    """The agency's name in the other language, when it has one of its own."""
    other = visit.site.titles.get(other_locale(visit.locale), "")
    return "" if other == visit.site.title(visit.locale) else other
