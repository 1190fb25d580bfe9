"""What machines read of a page: schema.org data, as JSON-LD that cannot close its own script element."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from cms.portal.source.port import Document, Link
from cms.portal.visit import Visit, home_path

# Inside a script element only `</`, `<!--` and `<script` matter; all of `<>&` are written as JSON escapes.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
_ORGANISATION_TYPES = {"home", "organisation", "unit"}

Data = dict[str, Any]


def script_safe_json(data: Mapping[str, Any]) -> SafeString:
    """JSON for the inside of `<script type="application/ld+json">`, whatever the texts in it say."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 - escaped just here


def structured_data(document: Document, visit: Visit) -> Sequence[SafeString]:
    """The blocks of a document's page."""
    blocks: list[Data] = []
    if document.document_type == "article":
        blocks.append(_news_article(document, visit))
    elif document.document_type in _ORGANISATION_TYPES:
        blocks.append(_organisation_page(document, visit))
    if document.breadcrumbs:
        blocks.append(_breadcrumbs([*document.breadcrumbs, _link_to(document)], visit))
    return [script_safe_json({"@context": "https://schema.org", **block}) for block in blocks]


def _news_article(document: Document, visit: Visit) -> Data:
    data: Data = {
        "@type": "NewsArticle",
        "headline": document.title[:110],
        "inLanguage": document.locale,
        "datePublished": document.first_published_at.isoformat(),
        "dateModified": document.updated_at.isoformat(),
        "mainEntityOfPage": visit.absolute(document.path),
        "publisher": _organisation(visit),
    }
    if document.summary:
        data["description"] = document.summary
    if image := social_image(document, visit):
        data["image"] = [image]
    authors = [{"@type": "Person", "name": author["name"]} for author in document.details.get("authors") or ()]
    data["author"] = authors or [_organisation(visit)]
    if document.section:
        data["articleSection"] = document.section.title
    source = document.details.get("source") or {}
    if str(source.get("url") or "").startswith(("http://", "https://")):
        data["isBasedOn"] = source["url"]
    return data


def _organisation(visit: Visit) -> Data:
    return {
        "@type": "GovernmentOrganization",
        "name": visit.site.title(visit.locale),
        "url": visit.absolute(home_path(visit.locale)),
    }


def _organisation_page(document: Document, visit: Visit) -> Data:
    if document.document_type == "home":
        return _organisation(visit)
    data: Data = {
        "@type": "GovernmentOrganization",
        "name": document.title,
        "url": visit.absolute(document.path),
        "parentOrganization": _organisation(visit),
    }
    if document.document_type == "organisation":
        # The page about the agency itself.
        del data["parentOrganization"]
        data["name"] = visit.site.title(visit.locale)
    return data


def _breadcrumbs(trail: Sequence[Link], visit: Visit) -> Data:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": link.title, "item": visit.absolute(link.path)}
            for place, link in enumerate(trail, start=1)
        ],
    }


def _link_to(document: Document) -> Link:
    return Link(title=document.title, path=document.path, type=document.document_type, locale=document.locale)


def social_image(document: Document, visit: Visit) -> str:
    """The picture that a shared link shows, as a whole address; empty when there is none."""
    image = document.details.get("lead_image") or document.image or {}
    address = image.get("social") or image.get("src") or ""
    return visit.absolute(address) if address.startswith("/") else address
