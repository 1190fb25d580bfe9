"""The periodic jobs of publication itself."""

import datetime
import logging
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page, Revision

from cms.audit.deciding import through
from cms.kernel.errors import DomainError
from cms.publishing.actions.pages import locked_page
from cms.publishing.models import WorkerHeartbeat
from cms.publishing.page_presentation import present_page
from cms.publishing.repairing import repair_visibility
from cms.publishing.scheduling import may_go_live
from cms.subsites.actions import sync_access_everywhere

logger = logging.getLogger(__name__)
FORGET_WORKERS_AFTER = datetime.timedelta(minutes=5)


class ScheduledChangesFailed(Exception):
    """Pages that could not go live or be taken down at their time; the message says which and why."""


def publish_scheduled(at: datetime.datetime) -> int:
    """Take down what has expired and make live what is due, after asking the gates again; how many.

    As Wagtail's command of that name, but each page is a transaction of its own and one that fails does
    not keep the others waiting: it is tried again at every turn, for what stands in its way may go. Raises
    ScheduledChangesFailed at the end, which the job keeps as its error (shown in the report of publication).
    """
    count, failed = 0, list[str]()
    for page in list(Page.objects.filter(live=True, expire_at__lt=at).order_by("expire_at").specific()):
        count += _attempt(lambda page=page: _expire(page, at=at), page, failed)  # type: ignore[misc]
    for revision in list(Revision.objects.filter(approved_go_live_at__lt=at).order_by("approved_go_live_at")):
        _cut_ahead(revision)
        count += _attempt(lambda revision=revision: _go_live(revision, at=at), revision, failed)  # type: ignore[misc]
    if failed:
        raise ScheduledChangesFailed("; ".join(failed))
    return count


def _go_live(revision: Revision, *, at: datetime.datetime) -> bool:
    """Publish a revision whose second has come, unless a gate says that it may not be public any more."""
    if not may_go_live(revision=revision, at=at):
        return False
    # Read again: while its pictures were cut, its page got a newer draft, or somebody took the schedule away.
    due = Revision.objects.filter(pk=revision.pk, approved_go_live_at__lt=at).first()
    if due is None:
        return False
    due.publish(log_action="wagtail.publish.scheduled")
    return True


def _cut_ahead(revision: Revision) -> None:
    """Make the quick cuts of what goes live before its transaction begins: `_attempt` holds the write lock."""
    try:
        page = revision.as_object()
        if isinstance(page, Page):
            present_page(page, mode="public", place=None)
    except Exception:  # whatever is wrong with it, the attempt itself will say
        logger.warning("scheduled revision %s could not be presented in advance", revision.pk, exc_info=True)


def _expire(page: Page, *, at: datetime.datetime) -> bool:
    """Take a page down whose end has come, if that is still so: it may have been published anew meanwhile."""
    current = locked_page(page.pk)
    if current is None or not current.live or current.expire_at is None or current.expire_at >= at:
        return False
    current.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def _attempt(change: Callable[[], bool], what: object, failed: list[str]) -> int:
    """Make a change in a transaction of its own; 1 when it was made. What failed is added to the list."""
    try:
        with transaction.atomic(), through("publish_scheduled"):
            return int(change())
    except (DomainError, ValidationError) as refusal:  # a rule said no: no fault of the program, nothing to trace
        failed.append(f"{what}: {' '.join(refusal.messages) if isinstance(refusal, ValidationError) else refusal}")
        return 0
    except Exception as failure:
        logger.exception("scheduled change of %s failed", what)
        failed.append(f"{what}: {failure}")
        return 0


def repair_store(at: datetime.datetime) -> int:
    """Mend what a signal that never came left behind: pages missing from the store, rows without a page."""
    return repair_visibility(at=at)


def sync_access(at: datetime.datetime) -> int:
    """Give and take permissions where a membership has begun or ended by date."""
    return sum(changes.total for changes in sync_access_everywhere(by=None, at=at).values())


def forget_dead_workers(at: datetime.datetime) -> int:
    """Remove the rows of workers that stopped showing themselves; how many."""
    return WorkerHeartbeat.objects.filter(seen_at__lt=at - FORGET_WORKERS_AFTER).delete()[0]
