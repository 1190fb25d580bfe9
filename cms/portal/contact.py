"""How the agency itself is reached, for the foot of every page: from its public organisation page.

Read once a generation of the store; a source that knows no generation is asked each time.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from cms.portal.source.port import DocumentSource, ListingQuery
from cms.portal.visit import Visit

Contact = Mapping[str, Any]
# The agency's page is among its oldest: the first few answer nearly always.
AT_ONCE = 10

_known: dict[tuple[str, str], tuple[str, Contact | None]] = {}  # (site, language) → generation, contact


def contact_of(visit: Visit, source: DocumentSource) -> Contact | None:
    """The contact of the site's agency in the language of the visit, None when no page tells it."""
    if visit.generation is None or not settings.PORTAL_CACHE_BYTES:
        return _read(visit, source)
    place = (visit.site.key, visit.locale)
    generation, contact = _known.get(place, ("", None))
    if generation != visit.generation:
        contact = _read(visit, source)
        _known[place] = (visit.generation, contact)
    return contact


def forget_contacts() -> None:
    """Read them again, whatever the generation."""
    _known.clear()


def _read(visit: Visit, source: DocumentSource) -> Contact | None:
    cursor: str | None = None
    while True:
        query = ListingQuery(
            site=visit.site.key,
            locale=visit.locale,
            types=("organisation",),
            oldest_first=True,
            limit=AT_ONCE,
            cursor=cursor,
        )
        listing = source.listing(query)
        for page in listing.items:
            contact: Contact = page.details.get("contact") or {}
            if not page.details.get("unit_name") and any(contact.values()):
                return contact
        cursor = listing.next
        if cursor is None:
            return None
