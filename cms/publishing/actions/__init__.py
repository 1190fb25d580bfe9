"""Every change of the content store; one transaction each, with its event and deliveries."""

from cms.publishing.actions.deliveries import LeaseLost, retry_delivery, save_progress
from cms.publishing.actions.documents import put_document, withdraw_document
from cms.publishing.actions.pages import publish_page, withdraw_page
from cms.publishing.actions.privacy import note_privacy_change
from cms.publishing.actions.spreading import note_move, note_pages_stale, note_reference_change, note_subtree_change

__all__ = [
    "LeaseLost",
    "note_move",
    "note_pages_stale",
    "note_privacy_change",
    "note_reference_change",
    "note_subtree_change",
    "publish_page",
    "put_document",
    "retry_delivery",
    "save_progress",
    "withdraw_document",
    "withdraw_page",
]
