"""Keeping an index in step with the store; every engine by the same functions."""

import datetime
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from uuid import UUID

from cms.kernel.failpoints import failpoint
from cms.publishing.models import document_key
from cms.subsites.models import Subsite
from search.backends.base import DocumentRefused, SearchBackend
from search.documents import Gone
from search.queries import (
    newest_event,
    stored_documents,
    stored_versions,
    translated_as,
    versions_of_content,
    with_translations,
)
from search.signature import signature
from search.source import StoredDocument, index_document

logger = logging.getLogger(__name__)

LOCALES = ("vi", "en")
_AT_ONCE = 200
# Clocks of two machines differ a little; what is looked at twice does no harm.
_OVERLAP = datetime.timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class Drift:
    """In how many documents an index differs from the store.

    refused: those of them that the engine will never take, key → why. is_ahead: the index holds, or remembers, newer
    versions than the store: what the store says is dropped by it, and only a rebuild helps (ADR 0187).
    """

    missing: int = 0
    outdated: int = 0
    surplus: int = 0
    refused: Mapping[int, str] = field(default_factory=dict)
    is_ahead: bool = False

    @property
    def total(self) -> int:
        """All of them."""
        return self.missing + self.outdated + self.surplus


def index_content(*, backend: SearchBackend, site: Subsite, content_id: UUID, version: int) -> None:
    """Bring all language versions of a content up to date in an index; `version`: the event that caused it.

    All of them, because who finds a Vietnamese document depends on whether there is an English one. Idempotent.
    Raise BackendAway, and DocumentRefused when everything else is done.
    """
    present = versions_of_content(site_id=site.pk, content_id=content_id)
    refused = _refused(partial(backend.put, [index_document(stored) for stored in present])) if present else {}
    failpoint("search.between_put_and_remove")
    locales = {stored.locale for stored in present}
    absent = [
        Gone(key=document_key(site_key=site.key, content_id=content_id, locale=locale), version=version)
        for locale in LOCALES
        if locale not in locales
    ]
    backend.remove(absent)
    if refused:
        raise DocumentRefused(refused)


def rebuild_index(
    *, backend: SearchBackend, at: datetime.datetime, tell: Callable[[int], None] = lambda count: None
) -> int:
    """Build an index anew beside the one in use and put it in its place; how many documents it holds.

    Readers see the old one until then. What was published meanwhile is added before the swap, and what falls into
    the swap itself by a comparison after it. A document that the engine refuses is left out and told in the log: it
    stops nobody else's. Raise BackendAway, also when a rebuild runs already.
    """
    count = 0
    with backend.rebuilding(signature=signature()) as writer:

        def add(stored: list[StoredDocument]) -> int:
            documents = [index_document(one) for one in stored]
            return len(documents) - len(_refused(partial(writer.add, documents)))

        batch: list[StoredDocument] = []
        for stored in stored_documents():
            batch.append(stored)
            if len(batch) >= _AT_ONCE:
                count += add(batch)
                tell(count)
                batch = []
        count += add(batch)
        failpoint("search.during_rebuild")
        add(list(stored_documents(changed_since=at - _OVERLAP)))
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
    drift = Drift(missing=len(missing), outdated=len(outdated), surplus=len(surplus))
    if not (repair and drift.total):
        return drift
    backend.remove([Gone(key=key, version=held[key]) for key in surplus])
    # Who finds a document depends on its translation, so the other language versions are sent as well.
    keys = sorted({*with_translations(missing + outdated), *translated_as(set(surplus))})
    sent: dict[int, int] = {}
    refused: dict[int, str] = {}
    for start in range(0, len(keys), _AT_ONCE):
        documents = [index_document(one) for one in stored_documents(keys=keys[start : start + _AT_ONCE])]
        refused |= _refused(partial(backend.put, documents))
        sent |= {one.key: one.version for one in documents}
    is_ahead = max((held[key] for key in surplus), default=0) > newest_event() or _is_ahead(
        backend, {key: version for key, version in sent.items() if key not in refused}
    )
    return replace(drift, refused=refused, is_ahead=is_ahead)


def keep_index(*, backend: SearchBackend, at: datetime.datetime) -> Drift:
    """Mend an index, by a rebuild where nothing less helps; the drift that was found. Raise BackendAway.

    After a restored backup of the database the index is of a future that never came: it drops every document of the
    store whose version is smaller than what it holds or remembers as removed.
    """
    drift = mend_index(backend=backend, repair=True)
    if drift.is_ahead:
        rebuild_index(backend=backend, at=at)
    return drift


def _is_ahead(backend: SearchBackend, sent: Mapping[int, int]) -> bool:
    """Whether the index did not take what was sent, although the store has said nothing newer since."""
    if not sent:
        return False
    held = dict(backend.versions())
    wanted = stored_versions()
    return any(held.get(key) != version and wanted.get(key) == version for key, version in sent.items())


def _refused(send: Callable[[], None]) -> dict[int, str]:
    """Send; which documents the engine will never take, key → why."""
    try:
        send()
    except DocumentRefused as refusal:
        logger.error("%s", refusal)
        return refusal.refused
    return {}
