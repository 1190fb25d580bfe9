"""From a document to its page: one template a type, and a default for types this portal does not know."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import select_template
from django.utils import translation

from cms.portal.contexts import Context
from cms.portal.page_meta import Meta
from cms.portal.source.port import Document, DocumentSource, ListingQuery
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
                "contact": _contact(visit, source),
                "channels_path": f"{home_path(visit.locale)}rss/",
                **context,
            }
        )
    return text


def _contact(visit: Visit, source: DocumentSource) -> Mapping[str, Any] | None:
    """How the agency itself is reached, for the foot of every page: from its public organisation page."""
    query = ListingQuery(
        site=visit.site.key, locale=visit.locale, types=("organisation",), oldest_first=True, limit=100
    )
    for page in source.listing(query).items:
        contact = page.details.get("contact") or {}
        if not page.details.get("unit_name") and any(contact.values()):
            return contact
    return None


def _other_title(visit: Visit) -> str:
    """The agency's name in the other language, when it has one of its own."""
    other = visit.site.titles.get(other_locale(visit.locale), "")
    return "" if other == visit.site.title(visit.locale) else other
