"""The one transaction in which something becomes public, changes or goes: row, addresses, event, files."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from cms.accounts.models import User
from cms.kernel.failpoints import failpoint
from cms.media.actions import release_public, retain_public
from cms.media.exposure import PublicFile
from cms.publishing.actions.addressing import general_reason, leave, remember_move, settle
from cms.publishing.actions.announcing import announce
from cms.publishing.actions.naming import forget_names, remember_names
from cms.publishing.actions.storing import remove_row, write_row
from cms.publishing.following import followed_by
from cms.publishing.history import CONTENT_KINDS, History
from cms.publishing.identity import Identity
from cms.publishing.models import PublicationEvent
from cms.publishing.values import DocumentValues

Kind = PublicationEvent.Kind


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Something the public may read from now on, its files copied already.

    previous_path: where it stood before, or "". revision_id: the revision it shows; None for what is no page.
    """

    what: Identity
    values: DocumentValues
    files: Sequence[PublicFile]
    kind: str
    previous_path: str
    revision_id: int | None
    history: History


def record_shown(shown: Shown, *, by: User | None, at: datetime.datetime) -> PublicationEvent:
    """Write the event, the row at its version, the addresses and the claim on the files.

    Call it in a transaction that has opened the store.
    """
    what, columns = shown.what, shown.values.columns
    path = columns["path"]
    followed = _followed_fingerprint(shown)
    failpoint("publish.before_event")
    event = announce(
        kind=shown.kind,
        by=by,
        at=at,
        fields={
            **_named(what, document_type=columns["document_type"], path=path or "", page_id=columns["page_id"]),
            "previous_path": shown.previous_path if shown.previous_path != path else "",
            "revision_id": shown.revision_id,
            "is_first_publication": shown.kind == Kind.PUBLISHED and shown.history.first is None,
            "data": {"source_fingerprint": columns["source_fingerprint"], "translated_fingerprint": followed},
        },
    )
    write_row(what, values=shown.values, version=event.pk, changed_at=at, translated_fingerprint=followed)
    settle(what, path=path)
    forget_names(what, type_name=columns["document_type"])
    remember_move(what, old=shown.previous_path, new=path, at=at)
    retain_public(owner=what.owner, files=shown.files, at=at)
    failpoint("publish.before_commit")
    transaction.on_commit(lambda: failpoint("publish.after_commit"))
    return event


def _named(what: Identity, *, document_type: str, path: str, page_id: int | None) -> dict[str, Any]:
    """The fields by which every event says of which document it is, and where."""
    return {
        "site": what.site,
        "content_id": what.content_id,
        "locale": what.locale,
        "document_type": document_type,
        "path": path,
        "page_id": page_id,
    }


def _followed_fingerprint(shown: Shown) -> str:
    """The fingerprint of the Vietnamese text that this translation follows; empty for the source itself.

    A new revision follows what it was translated from, where somebody knows that (`publishing.following`), else the
    source as it stands; the same revision follows what it followed before. Read from events, so that a rebuilt store
    knows it too.
    """
    what, last = shown.what, shown.history.shown
    if what.locale == settings.LANGUAGE_CODE:
        return ""
    if last is not None and (shown.kind == Kind.REFRESHED or last.revision_id == shown.revision_id):
        return str(last.data.get("translated_fingerprint", ""))
    known = followed_by(shown.revision_id)
    if known is not None:
        return known
    source = PublicationEvent.objects.filter(
        content_id=what.content_id, locale=settings.LANGUAGE_CODE, kind__in=CONTENT_KINDS
    )
    latest = source.order_by("-id").first()
    return str(latest.data.get("source_fingerprint", "")) if latest is not None else ""


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """Something the public may no longer read. path: where it stood, or "". reason: "" for a general one."""

    what: Identity
    path: str
    reason: str
    document_type: str
    page_id: int | None


def record_withdrawn(withdrawn: Withdrawn, *, by: User | None, at: datetime.datetime) -> PublicationEvent:
    """Remove the row, mark its addresses and names gone, let go of its files and write the event.

    Call it in a transaction that has opened the store.
    """
    what = withdrawn.what
    reason = withdrawn.reason or general_reason(what.locale)
    remember_names(what, type_name=withdrawn.document_type, reason=reason, at=at)
    remove_row(what)
    leave(what, path=withdrawn.path, reason=reason, at=at)
    release_public(owner=what.owner, at=at)
    failpoint("withdraw.before_event")
    event = announce(
        kind=Kind.WITHDRAWN,
        by=by,
        at=at,
        fields={
            **_named(what, document_type=withdrawn.document_type, path=withdrawn.path, page_id=withdrawn.page_id),
            "data": {"reason": reason},
        },
    )
    failpoint("withdraw.before_commit")
    transaction.on_commit(lambda: failpoint("withdraw.after_commit"))
    return event
