"""Which pages of the portal, besides documents and listings, an event changes: for the caches in front of it."""

import datetime
import json
from collections.abc import Iterator

from cms.kernel.calendar import HANOI
from cms.portal.page_meta import feed_path
from cms.portal.views.feeds import KINDS, WHOLE_SITE
from cms.publishing.addresses import ancestors
from cms.publishing.models import PublicationEvent, PublishedDocument


def affected_addresses(event: PublicationEvent) -> Iterator[str]:
    """Sitemaps, and the feeds of the site and of the sections the document stands under."""
    yield "/sitemap.xml"
    yield f"/sitemap-{event.locale}.xml"
    dated = _published_at(event) or event.occurred_at
    yield f"/sitemap-{event.locale}-{dated.astimezone(HANOI).year}.xml"
    above = [*ancestors(event.path), *ancestors(event.previous_path)]
    sections = PublishedDocument.objects.filter(site_id=event.site_id, document_type="section", path__in=above)
    keys = [json.loads(body)["key"] for body in sections.values_list("body", flat=True)]
    for key in [WHOLE_SITE, *keys]:
        for kind in KINDS:
            yield feed_path(event.locale, kind, key)


def _published_at(event: PublicationEvent) -> datetime.datetime | None:
    if event.content_id is None:
        return None
    rows = PublishedDocument.objects.filter(content_id=event.content_id, locale=event.locale)
    return rows.values_list("published_at", flat=True).first()
