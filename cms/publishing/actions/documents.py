"""Publishing and withdrawing what is not a page: units, menus."""

import datetime

from django.db import transaction

from cms.accounts.models import User
from cms.media.actions import copy_public
from cms.publishing.actions.recording import Shown, Withdrawn, record_shown, record_withdrawn
from cms.publishing.actions.storing import open_store
from cms.publishing.errors import PathTaken
from cms.publishing.history import history_of
from cms.publishing.identity import Identity
from cms.publishing.models import PublicationEvent, PublishedDocument
from cms.publishing.queries import facets_of, row_of
from cms.publishing.sources import SourceDocument
from cms.publishing.values import differences


def put_document(*, document: SourceDocument, by: User | None, at: datetime.datetime) -> PublicationEvent | None:
    """Publish a document that is not a page; None, and no event, when nothing about it changed.

    The caller presents from rows it has locked or just written. Raises PathTaken when something else
    stands at its address, KeyError for an unknown document type.
    """
    what, values = document.identity, document.values()
    copy_public(document.presentation.files, at=at)
    with transaction.atomic():
        open_store()
        row = PublishedDocument.objects.filter(pk=what.key).first()
        if row is not None and not differences(values, row_of(row), facets_of(row)):
            return None
        _refuse_taken_path(what, document.path)
        history = history_of(what.content_id, what.locale)
        last = history.shown if history.is_public else None
        shown = Shown(
            what=what,
            values=values,
            files=document.presentation.files,
            kind=PublicationEvent.Kind.REFRESHED if history.is_public else PublicationEvent.Kind.PUBLISHED,
            previous_path=last.path if last is not None else "",
            revision_id=None,
            history=history,
        )
        return record_shown(shown, by=by, at=at)


def _refuse_taken_path(what: Identity, path: str | None) -> None:
    if path is None:
        return
    if PublishedDocument.objects.filter(site=what.site, path=path).exclude(pk=what.key).exists():
        raise PathTaken(path=path)


def withdraw_document(
    *, document: PublishedDocument, by: User | None, at: datetime.datetime, reason: str = ""
) -> PublicationEvent | None:
    """Take a row of the store out that no page stands behind; None when somebody did already."""
    with transaction.atomic():
        open_store()
        row = PublishedDocument.objects.select_related("site").filter(pk=document.pk).first()
        if row is None:
            return None
        withdrawn = Withdrawn(
            what=Identity(site=row.site, content_id=row.content_id, locale=row.locale),
            path=row.path or "",
            reason=reason,
            document_type=row.document_type,
            page_id=row.page_id,
        )
        return record_withdrawn(withdrawn, by=by, at=at)
