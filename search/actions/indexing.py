"""Keeping an index in step with the store; every engine by the same functions."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from cms.kernel.failpoints import failpoint
from cms.publishing.models import document_key
from cms.subsites.models import Subsite
from search.backends.base import SearchBackend
from search.documents import Gone
from search.queries import stored_documents, stored_versions, versions_of_content
from search.signature import signature
from search.source import index_document

LOCALES = ("vi", "en")
_AT_ONCE = 200
# Clocks of two machines differ a little; what is looked at twice does no harm.
_OVERLAP = datetime.timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class Drift:
    """In how many documents an index differs from the store."""

    missing: int = 0
    outdated: int = 0
    surplus: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.missing + self.outdated + self.surplus


def index_content(*, backend: SearchBackend, site: Subsite, content_id: UUID, version: int) -> None:
    """Bring all language versions of a content up to date in an index; `version`: the event that caused it.

    All of them, because who finds a Vietnamese document depends on whether there is an English one. Idempotent.
    Raise BackendAway.
    """
    present = versions_of_content(site_id=site.pk, content_id=content_id)
    if present:
        backend.put([index_document(stored) for stored in present])
    failpoint("search.between_put_and_remove")
    locales = {stored.locale for stored in present}
    absent = [
        Gone(key=document_key(site_key=site.key, content_id=content_id, locale=locale), version=version)
        for locale in LOCALES
        if locale not in locales
    ]
    backend.remove(absent)


def rebuild_index(
    *, backend: SearchBackend, at: datetime.datetime, tell: Callable[[int], None] = lambda count: None
) -> int:
    """Build an index anew beside the one in use and put it in its place; how many documents it holds.

    Readers see the old one until then. What was published meanwhile is added before the swap, and what falls into
    the swap itself by a comparison after it. Raise BackendAway.
    """
    count = 0
    with backend.rebuilding(signature=signature()) as writer:
        batch = []
        for stored in stored_documents():
            batch.append(index_document(stored))
            if len(batch) >= _AT_ONCE:
                writer.add(batch)
                count += len(batch)
                tell(count)
                batch = []
        writer.add(batch)
        count += len(batch)
        failpoint("search.during_rebuild")
        writer.add([index_document(stored) for stored in stored_documents(changed_since=at - _OVERLAP)])
    mend_index(backend=backend, repair=True)
    return count


def mend_index(*, backend: SearchBackend, repair: bool) -> Drift:
    """Compare an index with the store; with `repair` put right what differs. The drift found returns.

    Raise BackendAway.
    """
    # In this order: what is published between the two looks like missing and not like surplus.
    held = dict(backend.versions())
    wanted = stored_versions()
    missing = [key for key in wanted if key not in held]
    outdated = [key for key, version in wanted.items() if key in held and held[key] != version]
    surplus = [key for key in held if key not in wanted]
    if repair:
        for start in range(0, len(missing) + len(outdated), _AT_ONCE):
            keys = (missing + outdated)[start : start + _AT_ONCE]
            backend.put([index_document(stored) for stored in stored_documents(keys=keys)])
        backend.remove([Gone(key=key, version=held[key]) for key in surplus])
    return Drift(missing=len(missing), outdated=len(outdated), surplus=len(surplus))
