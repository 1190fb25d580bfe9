"""The periodic jobs of publication itself."""

import datetime
import logging
from collections.abc import Callable

from django.db import transaction
from wagtail.models import Page, Revision

from cms.audit.deciding import through
from cms.publishing.models import WorkerHeartbeat
from cms.publishing.page_presentation import present_page
from cms.publishing.repairing import repair_visibility
from cms.publishing.scheduling import may_go_live
from cms.subsites.actions import sync_access_everywhere

logger = logging.getLogger(__name__)
FORGET_WORKERS_AFTER = datetime.timedelta(minutes=5)


def publish_scheduled(at: datetime.datetime) -> int:
    """Take down what has expired and make live what is due, after asking the gates again; how many.

    As Wagtail's command of that name, but each page is a transaction of its own and one that fails does
    not keep the others waiting: it is logged, and tried again at the next turn.
    """
    count = 0
    for page in list(Page.objects.filter(live=True, expire_at__lt=at).order_by("expire_at").specific()):
        count += _attempt(lambda page=page: _expire(page), page)  # type: ignore[misc]
    for revision in list(Revision.objects.filter(approved_go_live_at__lt=at).order_by("approved_go_live_at")):
        _cut_ahead(revision)
        count += _attempt(lambda revision=revision: _go_live(revision, at=at), revision)  # type: ignore[misc]
    return count


def _go_live(revision: Revision, *, at: datetime.datetime) -> bool:
    """Publish a revision whose second has come, unless a gate says that it may not be public any more."""
    if not may_go_live(revision=revision, at=at):
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


def _cut_ahead(revision: Revision) -> None:
    """Make the quick cuts of what goes live before its transaction begins: `_attempt` holds the write lock."""
    try:
        page = revision.as_object()
        if isinstance(page, Page):
            present_page(page, mode="public", place=None)
    except Exception:  # whatever is wrong with it, the attempt itself will say
        logger.warning("scheduled revision %s could not be presented in advance", revision.pk, exc_info=True)


def _expire(page: Page) -> bool:
    page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def _attempt(change: Callable[[], bool], what: object) -> int:
    """Make a change in a transaction of its own; 1 when it was made."""
    try:
        with transaction.atomic(), through("publish_scheduled"):
            return int(change())
    except Exception:
        logger.exception("scheduled change of %s failed", what)
        return 0


def repair_store(at: datetime.datetime) -> int:
    """Mend what a signal that never came left behind: pages missing from the store, rows without a page."""
    return repair_visibility(at=at)


def sync_access(at: datetime.datetime) -> int:
    """Give and take permissions where a membership has begun or ended by date."""
    return sync_access_everywhere(by=None, at=at)


def forget_dead_workers(at: datetime.datetime) -> int:
    """Remove the rows of workers that stopped showing themselves; how many."""
    return WorkerHeartbeat.objects.filter(seen_at__lt=at - FORGET_WORKERS_AFTER).delete()[0]
