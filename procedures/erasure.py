"""Imports of procedures keep each record as the file had it: places of personal data, once the board has decided."""

from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.erasure.rows import Place
from cms.erasure.scope import Scope
from procedures.models import BatchItem, ImportBatch

_WAITS = _("waits for the board in an import")
_PENDING = BatchItem.Publication.PENDING


def _of(scope: Scope) -> Q:
    """The records of its pages, of a whole site also those that became none; not what the board still decides."""
    own = Q(page__in=scope.ids)
    if scope.page is None:
        own |= Q(page__isnull=True, batch__subsite=scope.subsite)
    return own & ~Q(publication=_PENDING) & ~Q(batch__state__in=ImportBatch.WORKING)


def waiting_for_the_board(pages: Any) -> tuple[str | Promise, dict[int, int]]:
    """The versions of which a bundle holds the hash."""
    rows = BatchItem.objects.filter(page__in=pages, publication=_PENDING).values_list("revision_id", "page_id")
    return _WAITS, {revision: page for revision, page in rows if revision is not None and page is not None}


RECORDS = Place(label=_("imports of procedures"), model=BatchItem, fields=("name", "raw", "problems", "reason"), of=_of)
