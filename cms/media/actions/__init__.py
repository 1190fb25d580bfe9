"""Every mutation of images, files and their public copies."""

from cms.media.actions.create_file import create_file
from cms.media.actions.create_image import create_image
from cms.media.actions.prepare_image import prepare_image
from cms.media.actions.public_copies import (
    copy_public,
    reconcile_public,
    release_public,
    retain_public,
    sweep_public,
    withdraw_source,
)
from cms.media.actions.read_texts import read_text, unread_documents
from cms.media.actions.settle import is_in_public_use, settle

__all__ = [
    "copy_public",
    "create_file",
    "create_image",
    "is_in_public_use",
    "prepare_image",
    "read_text",
    "reconcile_public",
    "release_public",
    "retain_public",
    "settle",
    "sweep_public",
    "unread_documents",
    "withdraw_source",
]
