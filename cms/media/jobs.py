"""What the worker runs from time to time; a higher layer registers these functions with it."""

import logging
import time
from datetime import datetime

from django.db.models import F

from cms.media import actions, bundles
from cms.media.models import Image

logger = logging.getLogger(__name__)
MAX_FAILURES = 5
# The worker has other work: deliveries, and the sweep that must come round within a minute.
SLICE_SECONDS = 3.0


def prepare_pending_images(at: datetime, limit: int = 20) -> int:
    """Cut the renditions of images that have none yet, oldest first, for three seconds; how many were prepared.

    An image that cannot be cut is tried five times and then left: it must not keep the others waiting.
    """
    pending = Image.objects.filter(prepared_at=None, prepare_failures__lt=MAX_FAILURES)
    prepared, started = 0, time.monotonic()
    for image in pending.order_by("prepare_failures", "pk")[:limit]:
        try:
            prepared += actions.prepare_image(image=image, at=at)
        except Exception:
            logger.exception("image %s: renditions could not be cut", image.pk)
            Image.objects.filter(pk=image.pk).update(prepare_failures=F("prepare_failures") + 1)
        if time.monotonic() - started > SLICE_SECONDS:
            break
    return prepared


def sweep_public(at: datetime) -> int:
    """Remove public copies that nothing uses any more; how many. Every 15 seconds."""
    return actions.sweep_public(at=at)


def reconcile_public(at: datetime) -> tuple[int, int]:
    """Repair differences between rows and public files; (restored, removed). Every hour."""
    return actions.reconcile_public(at=at)


def read_pending_texts(at: datetime) -> int:
    """Read the words of files that have none yet, for three seconds; how many. Each is tried once."""
    started, done = time.monotonic(), 0
    for document in actions.unread_documents():
        actions.read_text(document=document, at=at)
        done += 1
        if time.monotonic() - started > SLICE_SECONDS:
            break
    return done


def sweep_bundles(at: datetime) -> int:
    """Delete ZIPs that nothing public comes from any more; how many. Daily."""
    return bundles.sweep_bundles(at)
