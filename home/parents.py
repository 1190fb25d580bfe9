"""A page lists what stands right below it: it is presented again when a child comes, moves or goes."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.publishing.actions import publish_page
from cms.publishing.models import Delivery, PublicationEvent
from cms.publishing.subscribers import Subscriber

# Articles are found by facet; these stand in their parent's list of children.
_LISTED_BY_PARENT = frozenset({"section", "organisation", "standard"})


def refresh_parents(event: PublicationEvent, delivery: Delivery) -> None:
    """Bring the page above in line. Idempotent: what has not changed writes no event."""
    if event.document_type not in _LISTED_BY_PARENT or event.page_id is None:
        return
    page = Page.objects.filter(pk=event.page_id).first()
    parent = page.get_parent() if page is not None else None
    if parent is not None and parent.live and parent.depth > 1:
        publish_page(page=parent.specific, by=None, at=event.occurred_at, kind="refreshed")


PARENTS = Subscriber(
    name="parents",
    label=_("page above"),
    kinds=(PublicationEvent.Kind.PUBLISHED, PublicationEvent.Kind.WITHDRAWN),
    handle=refresh_parents,
)
