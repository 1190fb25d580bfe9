"""Changes that spread: one event each, which the worker expands in batches."""

import datetime
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from wagtail.models import Page

from cms.accounts.models import User
from cms.publishing.actions.announcing import announce
from cms.publishing.models import Delivery, PublicationEvent
from cms.publishing.referrers import parent_reference, referrers_of, referrers_of_page

Kind = PublicationEvent.Kind


def announce_subtree(*, page: Page, by: User | None, at: datetime.datetime) -> PublicationEvent:
    """Write one event for a page and everything below it.

    Even when another is waiting: a worker may begin that one before this transaction commits, and would
    then see the tree as it was. A second pass over what is right already writes nothing.
    """
    return announce(kind=Kind.SUBTREE_CHANGED, by=by, at=at, fields={"page_id": page.pk})


def announce_subtree_with_aliases(*, page: Page, by: User | None, at: datetime.datetime) -> None:
    """The same, and for every alias elsewhere of what is there: it is public only where its source is."""
    roots, seen = [page], {page.pk}
    while roots:
        root = roots.pop()
        announce_subtree(page=root, by=by, at=at)
        aliases = Page.objects.filter(alias_of__path__startswith=root.path).exclude(path__startswith=page.path)
        new = [alias for alias in aliases.order_by("path") if alias.pk not in seen]
        seen.update(alias.pk for alias in new)
        roots += new


def note_subtree_change(*, page: Page, by: User | None, at: datetime.datetime) -> PublicationEvent | None:
    """A page was renamed outside a publication: it and what is below get their new addresses.

    None when a delivery that nobody has claimed will do it. The conditional UPDATE holds that delivery
    until this commit, so its worker sees the change; call it with nothing else locked.
    """
    with transaction.atomic():
        waiting = Delivery.objects.filter(
            event__kind=Kind.SUBTREE_CHANGED,
            event__page_id=page.pk,
            state=Delivery.State.PENDING,
            lease__isnull=True,
            tries=0,
            progress={},
        )
        if (
            Delivery.objects.filter(pk__in=list(waiting.values_list("pk", flat=True)), lease__isnull=True)
            .filter(state=Delivery.State.PENDING)
            .update(next_try_at=at)
        ):
            return None
        return announce_subtree(page=page, by=by, at=at)


def note_move(
    *, page: Page, left: Page, has_new_address: bool, by: User | None, at: datetime.datetime
) -> PublicationEvent:
    """A page moved or changed its place among its siblings: `left`, its parent until now, and its parent now follow."""
    with transaction.atomic():
        if has_new_address:  # and perhaps other restrictions above it
            announce_subtree_with_aliases(page=page, by=by, at=at)
        page_type = ContentType.objects.get_for_model(Page).pk
        parents = sorted({(page_type, str(left.pk)), *parent_reference(page)})
        return announce(
            kind=Kind.REFERENCE_CHANGED, by=by, at=at, fields={"data": {"referrers": [list(one) for one in parents]}}
        )


def note_pages_stale(*, page_ids: Iterable[int], by: User | None, at: datetime.datetime) -> PublicationEvent | None:
    """Have live pages refreshed whose documents say something that changed elsewhere; None when there are none."""
    page_type = ContentType.objects.get_for_model(Page).pk
    referrers = [[page_type, str(pk)] for pk in sorted(set(page_ids))]
    if not referrers:
        return None
    with transaction.atomic():
        return announce(kind=Kind.REFERENCE_CHANGED, by=by, at=at, fields={"data": {"referrers": referrers}})


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
