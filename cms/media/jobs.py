"""What the worker runs from time to time; a higher layer registers these functions with it."""

from datetime import datetime

from cms.media import actions


def prepare_pending_images(at: datetime, limit: int = 20) -> int:
    """Cut the renditions of images that have none yet, oldest first; how many were prepared."""
    raise NotImplementedError


def sweep_public(at: datetime) -> int:
    """Remove public copies that nothing uses any more; how many."""
    return actions.sweep_public(at=at)
