"""The waist's own subscriber: expands a change of a subtree or of something embedded, page by page.

Each page is a transaction of its own and refreshing it twice does nothing, so a killed worker goes on
at the last batch it wrote down.
"""

import logging
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.kernel.failpoints import failpoint
from cms.publishing.actions.deliveries import LeaseLost, save_progress
from cms.publishing.actions.pages import publish_page
from cms.publishing.models import Delivery, PublicationEvent
from cms.publishing.outages import is_outage
from cms.publishing.referrers import loaded, pages_among, referrers_of
from cms.publishing.subscribers import Subscriber

logger = logging.getLogger(__name__)
Kind = PublicationEvent.Kind
BATCH = 25


class PagesFailed(Exception):
    """Some pages could not be presented; the others were. The message names them."""


def expand(event: PublicationEvent, delivery: Delivery) -> None:
    """Refresh every page the event touches, in batches; raise PagesFailed at the end for those that failed.

    progress: {"after": where the last whole batch ended, "failed": [ids]}; failed pages are tried again
    with the delivery.
    """
    progress = dict(delivery.progress) or {"after": "", "failed": []}
    failed: list[int] = []
    for pk in progress["failed"]:
        failed += _refresh(pk)
    batches = _subtree(event, progress["after"]) if event.kind == Kind.SUBTREE_CHANGED else _referrers(event, progress)
    for after, pks in batches:
        for pk in pks:
            failed += _refresh(pk)
        failpoint("expansion.mid_batch")
        save_progress(delivery=delivery, progress={"after": after, "failed": failed}, at=timezone.now())
    if failed:
        save_progress(delivery=delivery, progress={**delivery.progress, "failed": failed}, at=timezone.now())
        raise PagesFailed(f"pages that could not be refreshed: {failed}")


def _refresh(pk: int) -> list[int]:
    page = Page.objects.filter(pk=pk).first()
    if page is None:
        return []
    try:
        publish_page(page=page, by=None, at=timezone.now(), kind="refreshed")
    except LeaseLost:
        raise
    except Exception as failure:
        if is_outage(failure):
            raise
        # One page with broken content must not keep the rest of the section from following.
        logger.exception("page %s could not be refreshed", pk)
        return [pk]
    return []


def _subtree(event: PublicationEvent, after: str) -> Iterator[tuple[str, list[int]]]:
    """Batches of a page and its descendants in the order of the tree; ends early when the page is gone."""
    root = Page.objects.filter(pk=event.page_id).values_list("path", flat=True).first()
    while root is not None:
        rows = list(
            Page.objects.filter(path__startswith=root, path__gt=after)
            .order_by("path")
            .values_list("path", "pk")[:BATCH]
        )
        if not rows:
            return
        after = rows[-1][0]
        yield after, [pk for _path, pk in rows]


def _referrers(event: PublicationEvent, progress: dict[str, object]) -> Iterator[tuple[str, list[int]]]:
    """Batches of the pages that refer to it directly, or through one object between; no further."""
    direct, others = pages_among(event.data["referrers"])
    between, _deeper = pages_among(referrers_of(loaded(others))) if others else ([], [])
    after = int(str(progress["after"] or 0))
    waiting = [pk for pk in sorted({*direct, *between}) if pk > after]
    for start in range(0, len(waiting), BATCH):
        pks = waiting[start : start + BATCH]
        yield str(pks[-1]), pks


SUBSCRIBER = Subscriber(
    name="expansion",
    label=_("pages concerned"),
    kinds=(Kind.SUBTREE_CHANGED, Kind.REFERENCE_CHANGED),
    handle=expand,
)
