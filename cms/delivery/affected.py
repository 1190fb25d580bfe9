"""Which addresses of the read API an event changes: for the caches in front of it."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse

from cms.publishing.models import PublicationEvent


def affected_addresses(event: PublicationEvent) -> Iterator[str]:
    """The document, its paths and the first pages of the lists, with and without the language.

    Other query strings live by their short `max-age`: their number has no limit.
    """
    language = urlencode({"locale": event.locale})
    if event.content_id is not None:
        document = reverse("delivery:document", args=[str(event.content_id)])
        yield document
        yield f"{document}?{language}"
    for path in (event.path, event.previous_path):
        if path:
            yield f"{reverse('delivery:by-path')}?{urlencode({'path': path})}"
    for name in ("documents", "sections", "menus"):
        yield reverse(f"delivery:{name}")
        yield f"{reverse(f'delivery:{name}')}?{language}"
