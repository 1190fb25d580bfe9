"""The one transaction in which something becomes public, changes or goes: row, addresses, event, files."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from cms.kernel.failpoints import failpoint
from cms.media.actions import release_public, retain_public
from cms.media.exposure import PublicFile
from cms.publishing.actions.addressing import general_reason, leave, remember_move, settle
from cms.publishing.actions.announcing import announce
from cms.publishing.actions.storing import open_store, owner_of, write_row
from cms.publishing.history import SHOWN, History
from cms.publishing.models import DocumentFacet, PublicationEvent, PublishedDocument, document_key
from cms.publishing.values import DocumentValues
from cms.subsites.models import Subsite

Kind = PublicationEvent.Kind


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Something the public may read from now on, files copied already."""

    site: Subsite
    values: DocumentValues
    files: Sequence[PublicFile]
    kind: str
    previous_path: str
    revision_id: int | None
    history: History


def translated_fingerprint(shown: Shown) -> str:
    """The fingerprint of the Vietnamese text that this translation follows; empty for the source itself.

    A new revision is taken to follow the source as it stands; the same revision follows what it
    followed before. Read from events, so that a rebuilt store knows it too.
    """
    values = shown.values
    if values.locale == settings.LANGUAGE_CODE:
        return ""
    last = shown.history.shown
    if last is not None and (shown.kind == Kind.REFRESHED or last.revision_id == shown.revision_id):
        return str(last.data.get("translated_fingerprint", ""))
    source = (
        PublicationEvent.objects.filter(
            content_id=values.content_id, locale=settings.LANGUAGE_CODE, kind__in=(*SHOWN, Kind.WITHDRAWN)
        )
        .order_by("-id")
        .first()
    )
    return str(source.data.get("source_fingerprint", "")) if source is not None else ""


def record_shown(shown: Shown, *, by: AbstractBaseUser | None, at: datetime.datetime) -> PublicationEvent:
    """Write the event, the row at its version, the addresses and the claim on its files; call in a transaction."""
    values, site = shown.values, shown.site
    path = values.columns["path"]
    followed = translated_fingerprint(shown)
    failpoint("publish.before_event")
    event = announce(
        kind=shown.kind,
        by=by,
        at=at,
        fields={
            "site": site,
            "content_id": values.content_id,
            "locale": values.locale,
            "document_type": values.columns["document_type"],
            "path": path or "",
            "previous_path": shown.previous_path if shown.previous_path != path else "",
            "page_id": values.columns["page_id"],
            "revision_id": shown.revision_id,
            "is_first_publication": shown.kind == Kind.PUBLISHED and shown.history.first is None,
            "data": {
                "source_fingerprint": values.columns["source_fingerprint"],
                "translated_fingerprint": followed,
            },
        },
    )
    write_row(site=site, values=values, version=event.pk, changed_at=at, translated_fingerprint=followed)
    identity = {"site": site, "content_id": values.content_id, "locale": values.locale}
    settle(path=path, **identity)
    remember_move(old=shown.previous_path, new=path, at=at, **identity)
    retain_public(
        owner=owner_of(site_key=site.key, content_id=values.content_id, locale=values.locale), files=shown.files, at=at
    )
    failpoint("publish.before_commit")
    transaction.on_commit(lambda: failpoint("publish.after_commit"))
    return event


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """Something the public may no longer read. `path`: where it stood, or "" when it had no address."""

    site: Subsite
    document: PublicationEvent | PublishedDocument  # the last that showed it: the event or its row
    path: str
    reason: str


def record_withdrawn(
    withdrawn: Withdrawn, *, by: AbstractBaseUser | None, at: datetime.datetime
) -> PublicationEvent:
    """Remove the row, mark its addresses gone, let go of its files and write the event; call in a transaction."""
    site, gone = withdrawn.site, withdrawn.document
    if gone.content_id is None:
        raise ValueError("only what has a content id can be withdrawn")
    reason = withdrawn.reason or general_reason(gone.locale)
    open_store()
    key = document_key(site_key=site.key, content_id=gone.content_id, locale=gone.locale)
    DocumentFacet.objects.filter(document_id=key).delete()
    PublishedDocument.objects.filter(pk=key).delete()
    leave(
        site=site, content_id=gone.content_id, locale=gone.locale, path=withdrawn.path or None, reason=reason, at=at
    )
    release_public(owner=owner_of(site_key=site.key, content_id=gone.content_id, locale=gone.locale), at=at)
    failpoint("withdraw.before_event")
    event = announce(
        kind=Kind.WITHDRAWN,
        by=by,
        at=at,
        fields={
            "site": site,
            "content_id": gone.content_id,
            "locale": gone.locale,
            "document_type": gone.document_type,
            "path": withdrawn.path,
            "page_id": gone.page_id,
            "data": {"reason": reason},
        },
    )
    failpoint("withdraw.before_commit")
    transaction.on_commit(lambda: failpoint("withdraw.after_commit"))
    return event
