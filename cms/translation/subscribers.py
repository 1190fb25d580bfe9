"""What translations do when something is published: a tracked delivery of its own."""

from django.utils import timezone

from cms.publishing.models import Delivery, PublicationEvent
from cms.translation.actions.hearing import hear
from cms.translation.models import TranslationBuild


def publication_happened(event: PublicationEvent, delivery: Delivery) -> None:
    """Open, make stale, or finish the request of the content."""
    hear(event=event, at=timezone.now())


def followed_source(revision_id: int) -> str | None:
    """The fingerprint of the text that a revision translates, for `publishing.following`."""
    rows = TranslationBuild.objects.filter(revision_id=revision_id)
    return rows.values_list("source_fingerprint", flat=True).first()
