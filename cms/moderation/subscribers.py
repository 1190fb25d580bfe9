"""What moderation does when others tell it something, inside their transaction or as a tracked delivery."""

from cms.moderation.actions import sync_workflows
from cms.moderation.actions.fingerprinting import fingerprint_public, forget_fingerprint, keep_fingerprint
from cms.moderation.registry import Submitted, Withdrawn
from cms.publishing.models import Delivery, PublicationEvent
from cms.subsites.registry import AccessSynced


def access_synced(change: AccessSynced) -> None:
    """The workflow of a site is there as soon as the site is."""
    sync_workflows(subsite=change.subsite, by=change.by, at=change.at)


def text_submitted(event: Submitted) -> None:
    """A submitted text is compared with from now on."""
    state = event.state
    keep_fingerprint(
        page=event.page, subsite=state.subsite, revision_id=state.revision_id, is_public=False, at=event.at
    )


def text_taken_back(event: Withdrawn) -> None:
    """A plain draft is its writer's own business again."""
    forget_fingerprint(page_id=event.state.page_id, is_public=False)


def publication_happened(event: PublicationEvent, delivery: Delivery) -> None:
    """What is public is compared as the public reads it; what was withdrawn is not compared any more."""
    if event.page_id is None or event.site is None:
        return
    if event.kind == PublicationEvent.Kind.WITHDRAWN:
        forget_fingerprint(page_id=event.page_id, is_public=True)
        return
    fingerprint_public(page_id=event.page_id, subsite=event.site, at=event.occurred_at)
    forget_fingerprint(page_id=event.page_id, is_public=False)
