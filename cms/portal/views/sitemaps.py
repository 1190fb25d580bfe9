"""What crawlers are told: every public address with its languages, and where not to go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.http import HttpRequest
from django.template.loader import render_to_string

from cms.portal.page_meta import Alternate, alternates
from cms.portal.responses import Rendered, rendered
from cms.portal.source.port import Document, DocumentSource, ListingQuery
from cms.portal.views.door import public_view
from cms.portal.visit import LOCALES, Visit

# Types with an address that the unasked listing leaves out; what listings show is in the sitemap of its year.
STRUCTURAL = ("home", "section", "organisation", "standard", "unit", "procedure", "life_event_guide")
LARGEST_SITEMAP = 50_000  # sitemaps.org
READ_AT_ONCE = 100
XML = "application/xml; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An address in a sitemap."""

    url: str
    modified: datetime
    alternates: Sequence[Alternate]


@public_view
def index(request: HttpRequest, visit: Visit, source: DocumentSource) -> Rendered:
    """The list of sitemaps: for each language the structure, and one a year of publication."""
    urls = []
    for locale in LOCALES:
        if next(_structural(visit, source, locale), None):
            urls.append(visit.absolute(f"/sitemap-{locale}.xml"))
        urls += [visit.absolute(f"/sitemap-{locale}-{year}.xml") for year in _years(visit, source, locale)]
    return rendered(render_to_string("feeds/sitemap_index.xml", {"urls": urls}), content_type=XML)


@public_view
def structure(request: HttpRequest, visit: Visit, source: DocumentSource, locale: str) -> Rendered:
    """Home, sections, organisation pages, units, procedures and guides in one language."""
    return _urlset(_structural(visit, source, locale), visit)


@public_view
def of_year(request: HttpRequest, visit: Visit, source: DocumentSource, locale: str, year: str) -> Rendered:
    """What was published in one year in one language."""
    query = ListingQuery(
        site=visit.site.key,
        locale=locale,
        from_day=date(int(year), 1, 1),
        to_day=date(int(year), 12, 31),
        limit=READ_AT_ONCE,
        as_cards=True,
    )
    found = (document for document in _all(query, source) if document.document_type not in STRUCTURAL)
    return _urlset(found, visit)


@public_view
def robots(request: HttpRequest, visit: Visit, source: DocumentSource) -> Rendered:
    """Everything public may be read; the admin and print views are no pages of their own."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*?view=print",
        "",
        f"Sitemap: {visit.absolute('/sitemap.xml')}",
        "",
    ]
    return rendered("\n".join(lines), content_type="text/plain; charset=utf-8")


def _urlset(documents: Iterator[Document], visit: Visit) -> Rendered:
    entries: list[Entry] = []
    for document in documents:
        if document.path and len(entries) < LARGEST_SITEMAP:
            url = visit.absolute(document.path)
            entries.append(Entry(url=url, modified=document.updated_at, alternates=alternates(document, visit)))
    return rendered(render_to_string("feeds/sitemap.xml", {"entries": entries}), content_type=XML)


def _structural(visit: Visit, source: DocumentSource, locale: str) -> Iterator[Document]:
    for kind in STRUCTURAL:
        yield from _all(
            ListingQuery(site=visit.site.key, locale=locale, types=(kind,), limit=READ_AT_ONCE, as_cards=True), source
        )


def _all(query: ListingQuery, source: DocumentSource) -> Iterator[Document]:
    cursor: str | None = None
    while True:
        page = source.listing(replace(query, cursor=cursor))
        yield from page.items
        cursor = page.next
        if cursor is None:
            return


def _years(visit: Visit, source: DocumentSource, locale: str) -> list[int]:
    ends = []
    for oldest_first in (True, False):
        query = ListingQuery(site=visit.site.key, locale=locale, limit=1, oldest_first=oldest_first)
        ends += [document.published_at.year for document in source.listing(query).items]
    return list(range(ends[-1], ends[0] - 1, -1)) if ends else []
