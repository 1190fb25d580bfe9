"""RSS 2.0 and Atom: the newest of the site or of a section, and a page that lists them all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext as _

from cms.kernel.text import strip_controls
from cms.portal.page_meta import feed_path, plain_meta
from cms.portal.rendering import plain_page
from cms.portal.responses import Rendered, rendered
from cms.portal.source.port import Document, DocumentSource, Listing, ListingQuery, Section
from cms.portal.views.door import public_view
from cms.portal.views.pages import not_found
from cms.portal.visit import Visit, home_path

FEED_LENGTH = 30
WHOLE_SITE = "all"
# When nothing was published yet, a feed still needs a date, and the clock would change its bytes each second.
_BEFORE_EVERYTHING = datetime.fromisoformat("2000-01-01T00:00:00+07:00")


class _Dated(SyndicationFeed):
    """A feed whose date is its newest entry's, never the clock's: the same entries are the same bytes."""

    def latest_post_date(self) -> datetime:
        dates = [entry["updateddate"] for entry in self.items]
        return max(dates, default=_BEFORE_EVERYTHING)


class _Rss(_Dated, Rss201rev2Feed):
    content_type = "application/rss+xml; charset=utf-8"


class _Atom(_Dated, Atom1Feed):
    content_type = "application/atom+xml; charset=utf-8"


KINDS: Mapping[str, type[_Rss] | type[_Atom]] = {"rss": _Rss, "atom": _Atom}


@public_view
def feed(request: HttpRequest, visit: Visit, source: DocumentSource, kind: str, key: str) -> Rendered:
    """The newest documents as a feed; 404 for a section that is not open."""
    section = None
    if key != WHOLE_SITE:
        sections = source.sections(site=visit.site.key, locale=visit.locale)
        section = next((s for s in sections if s.key == key), None)
        if section is None:
            return not_found(visit, source)
    query = ListingQuery(
        site=visit.site.key,
        locale=visit.locale,
        section=section.key if section else None,
        limit=FEED_LENGTH,
    )
    made = _feed(KINDS[kind], section, source.listing(query), visit, feed_path(visit.locale, kind, key))
    return rendered(made.writeString("utf-8"), content_type=made.content_type)


@public_view
def channels(request: HttpRequest, visit: Visit, source: DocumentSource) -> Rendered:
    """The page that lists every feed."""
    sections = source.sections(site=visit.site.key, locale=visit.locale)
    rows = [(_("The whole site"), WHOLE_SITE), *((section.title, section.key) for section in sections)]
    context = {
        "channels": [
            {"title": title, "rss": feed_path(visit.locale, "rss", key), "atom": feed_path(visit.locale, "atom", key)}
            for title, key in rows
        ]
    }
    meta = plain_meta(_("News feeds (RSS)"), visit, is_indexed=True)
    text = plain_page("listings/channels.html", visit=visit, source=source, meta=meta, context=context)
    return rendered(text)


def _feed(
    kind: type[_Rss] | type[_Atom], section: Section | None, listing: Listing, visit: Visit, path: str
) -> _Rss | _Atom:
    site = visit.site.title(visit.locale)
    made = kind(
        title=_clean(f"{section.title} – {site}" if section else site),
        link=visit.absolute(section.path if section else home_path(visit.locale)),
        description=_clean(_("Newest items of %(site)s") % {"site": site}),
        language=visit.locale,
        feed_url=visit.absolute(path),
        author_name=_clean(site),
    )
    for document in listing.items:
        made.add_item(**_entry(document, visit))
    return made


def _entry(document: Document, visit: Visit) -> dict[str, Any]:
    topics = [_clean(topic["label"]) for topic in document.details.get("topics") or ()]
    entry = {
        "title": _clean(document.title),
        "link": visit.absolute(document.path),
        "description": _clean(document.summary),
        "unique_id": f"urn:uuid:{document.content_id}#{document.locale}",
        "unique_id_is_permalink": False,
        "pubdate": document.published_at,
        "updateddate": document.updated_at,
        "categories": topics,
    }
    authors = [author["name"] for author in document.details.get("authors") or ()]
    if authors:
        entry["author_name"] = _clean(", ".join(authors))
    elif document.department:
        entry["author_name"] = _clean(document.department.title)
    return entry


def _clean(text: str) -> str:
    """XML has no way to write a control character; the feed generator refuses the whole feed for one."""
    return strip_controls(text)
