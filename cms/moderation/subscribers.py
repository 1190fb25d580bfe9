"""What moderation does when the access of a site is derived anew, inside the same transaction."""

from cms.moderation.actions import sync_workflows
from cms.subsites.registry import AccessSynced


def access_synced(change: AccessSynced) -> None:
    """The workflow of a site is there as soon as the site is."""
    sync_workflows(subsite=change.subsite, by=change.by, at=change.at)
