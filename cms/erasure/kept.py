"""Versions that are not touched here: what the public reads, what waits for its moment, what is in review.

They are corrected the ordinary way, with an approval (I4): erasing goes round no workflow.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision
from wagtail.query import PageQuerySet

from cms.erasure.scope import Scope
from cms.moderation.models import ReviewState

LIVE, SCHEDULED, REVIEWED = _("public now"), _("approved, waits for its moment"), _("in review")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Ids of the versions and of the pages whose own row stays as it is, each with the reason."""

    revisions: dict[int, str | Promise]
    pages: dict[int, str | Promise]


# The ids of pages as a query → why, and the page's id by that of the version.
Keeper = Callable[[PageQuerySet], tuple[str | Promise, dict[int, int]]]
_keepers: list[Keeper] = []


def register_keeper(keeper: Keeper) -> None:
    """Another reason why a version stays; called in `AppConfig.ready()`."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def kept_in(scope: Scope) -> Kept:
    """What of the scope is public, approved or in review now. A few queries."""
    ids = scope.ids
    revisions: dict[int, str | Promise] = {}
    pages: dict[int, str | Promise] = {}
    for keeper in _keepers:
        reason, found = keeper(ids)
        revisions |= dict.fromkeys(found, reason)
        pages |= dict.fromkeys(found.values(), reason)
    open_states = ReviewState.objects.filter(page__in=ids, status=ReviewState.STATUS_IN_PROGRESS)
    for state in open_states.select_related("page"):
        pages[state.page_id] = REVIEWED
        revisions |= dict.fromkeys(filter(None, (state.revision_id, state.page.latest_revision_id)), REVIEWED)
    planned = Revision.page_revisions.filter(object_id__in=scope.texts, approved_go_live_at__isnull=False)
    for revision, page in planned.values_list("pk", "object_id"):
        revisions[revision], pages[int(page)] = SCHEDULED, SCHEDULED
    for page, revision in Page.objects.filter(pk__in=ids, live=True).values_list("pk", "live_revision_id"):
        pages[page] = LIVE
        if revision is not None:
            revisions[revision] = LIVE
    return Kept(revisions=revisions, pages=pages)
