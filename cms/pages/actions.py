"""What is done to pages whatever their type: make, publish, retitle, withdraw.

The audit log is written by cms.publishing.auditing, for these as for Wagtail's own forms.
"""

import datetime
from operator import attrgetter
from typing import TypeVar

from django.db import transaction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from cms.accounts.models import User
from cms.audit.deciding import deciding
from cms.kernel.text import clean_line
from cms.pages.errors import ReasonRequired
from cms.pages.models import BasePage
from cms.pages.tree_locks import lock_and_read, locked

PageType = TypeVar("PageType", bound=BasePage)


@transaction.atomic
def add_page(*, page: PageType, parent: Page, by: User | None, at: datetime.datetime) -> PageType:
    """Put a new page, as a draft, under a parent. `at` becomes its first publication when it is published.

    Raises ValidationError for values that not even a draft may have.
    """
    page.live = False
    page.owner = by
    page.first_published_at = at
    page.latest_revision_created_at = at
    with deciding(by=by, at=at):
        parent.add_child(instance=page)
        page.save_revision(user=by, clean=False)
    return page


def publish_latest(*, page: PageType, by: User | None, at: datetime.datetime) -> PageType:
    """Publish a page's latest revision. Permission is the caller's to ask; raises ValidationError

    with the issues that stand against publication, and then nothing has changed.
    """
    revision = page.get_latest_revision() or page.save_revision(user=by, clean=False)
    with deciding(by=by, at=at):
        page.publish(revision, user=by, skip_permission_checks=True)
    page.refresh_from_db()
    return page


@transaction.atomic
def retitle(*, page: PageType, title: str, by: User | None, at: datetime.datetime) -> bool:
    """Give a live page another title and publish it; its address stays. False when it had that title."""
    title = clean_line(title)
    lock_and_read(page)  # what was published meanwhile stays: only its title is another
    if page.title == title:
        return False
    page.title = title
    publish_revision = page.save_revision(user=by)
    with deciding(by=by, at=at):
        page.publish(publish_revision, user=by, skip_permission_checks=True)
    page.refresh_from_db()
    return True


@transaction.atomic
def withdraw(*, page: BasePage, reason: str, by: User | None, at: datetime.datetime) -> None:
    """Take a live page from the public; its address answers 410 with the reason. Permission is the caller's to ask.

    Raises ReasonRequired for an empty reason. A page that is not live is left as it is.
    """
    cleaned = cleaned_reason(reason)
    # The page's row first, as every publication locks it; a stale instance would do nothing (ARCHITECTURE §8.6).
    current = locked(type(page).objects.all()).get(pk=page.pk)
    if current.live:
        current.withdrawal_reason = cleaned
        with deciding(by=by, at=at):
            UnpublishPageAction(current, user=by).execute(skip_permission_checks=True)
    page.refresh_from_db()


def cleaned_reason(reason: str) -> str:
    """The reason as it is stored; raise ReasonRequired for an empty one."""
    cleaned = clean_line(reason)
    if not cleaned:
        raise ReasonRequired
    return cleaned


def give_reason(*, pages: list[Page], reason: str, include_descendants: bool) -> None:
    """Note the public reason on live pages that are about to be unpublished by Wagtail's own views.

    Raises ReasonRequired for an empty reason, and then nothing has changed. Runs inside the request's
    transaction: when the unpublishing fails, the note goes with it.
    """
    cleaned = cleaned_reason(reason)
    for page in sorted(pages, key=attrgetter("path")):
        lock_and_read(page)  # Wagtail stores the whole instance: without what was written meanwhile
    for page in pages:
        specific = page.specific
        if isinstance(specific, BasePage):
            specific.withdrawal_reason = cleaned
            type(specific).objects.filter(pk=page.pk).update(withdrawal_reason=cleaned)
        if include_descendants:
            for below in page.get_descendants().live().specific().iterator():
                if isinstance(below, BasePage):
                    type(below).objects.filter(pk=below.pk).update(withdrawal_reason=cleaned)
