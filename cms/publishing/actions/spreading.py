"""Changes that spread: one event each, which the worker expands in batches."""

import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from wagtail.models import Page

from cms.accounts.models import User
from cms.publishing.actions.announcing import announce
from cms.publishing.models import Delivery, PublicationEvent
from cms.publishing.referrers import parent_reference, referrers_of, referrers_of_page

Kind = PublicationEvent.Kind


def announce_subtree(*, page: Page, by: User | None, at: datetime.datetime) -> PublicationEvent | None:
    """Write one event for a page and everything below it, unless one is waiting that nobody has begun."""
    waiting = Delivery.objects.filter(
        event__kind=Kind.SUBTREE_CHANGED,
        event__page_id=page.pk,
        state=Delivery.State.PENDING,
        lease__isnull=True,
        progress={},
    )
    if waiting.exists():
        return None
    return announce(kind=Kind.SUBTREE_CHANGED, by=by, at=at, fields={"page_id": page.pk})


def note_subtree_change(*, page: Page, by: User | None, at: datetime.datetime) -> PublicationEvent | None:
    """A page moved or was renamed outside a publication: it and what is below get their new addresses."""
    with transaction.atomic():
        return announce_subtree(page=page, by=by, at=at)


def note_move(
    *, page: Page, left: Page, has_new_address: bool, by: User | None, at: datetime.datetime
) -> PublicationEvent:
    """A page moved or changed its place among its siblings: `left`, its parent until now, and its parent now follow."""
    with transaction.atomic():
        if has_new_address:
            announce_subtree(page=page, by=by, at=at)
        page_type = ContentType.objects.get_for_model(Page).pk
        parents = sorted({(page_type, str(left.pk)), *parent_reference(page)})
        return announce(
            kind=Kind.REFERENCE_CHANGED, by=by, at=at, fields={"data": {"referrers": [list(one) for one in parents]}}
        )


def announce_referrers(*, page: Page, by: User | None, at: datetime.datetime) -> PublicationEvent | None:
    """Write one event for the live pages that link to a page, in any language; None when there are none."""
    referrers = referrers_of_page(page)
    if not referrers:
        return None
    return announce(kind=Kind.REFERENCE_CHANGED, by=by, at=at, fields={"data": {"referrers": referrers}})


def note_reference_change(*, target: Model, by: User | None, at: datetime.datetime) -> PublicationEvent | None:
    """An image, a file or a snippet changed or goes: have the live pages that show it refreshed.

    Who refers to it is written down now, because a deletion takes the reference index with it. None
    when nothing does.
    """
    with transaction.atomic():
        referrers = referrers_of([target])
        if not referrers:
            return None
        return announce(kind=Kind.REFERENCE_CHANGED, by=by, at=at, fields={"data": {"referrers": referrers}})
