"""Publishing and withdrawing what is not a page: units, menus."""

import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from cms.media.actions import copy_public
from cms.publishing.actions.recording import Shown, Withdrawn, record_shown, record_withdrawn
from cms.publishing.actions.storing import open_store, stored
from cms.publishing.errors import PathTaken
from cms.publishing.history import history_of
from cms.publishing.models import PublicationEvent, PublishedDocument
from cms.publishing.queries import facets_of, row_of
from cms.publishing.registry import document_type
from cms.publishing.sources import SourceDocument
from cms.publishing.values import DocumentValues, Times, differences, document_values


def values_of_source(document: SourceDocument) -> DocumentValues:
    """The columns of a document that is not a page."""
    return document_values(
        document_type=document_type(document.document_type),
        content_id=document.content_id,
        locale=document.locale,
        path=document.path,
        presentation=document.presentation,
        times=Times(
            first_published_at=document.first_published_at,
            published_at=document.published_at,
            updated_at=document.updated_at,
        ),
        page_id=None,
    )


def put_document(
    *, document: SourceDocument, by: AbstractBaseUser | None, at: datetime.datetime
) -> PublicationEvent | None:
    """Publish a document that is not a page; None, and no event, when nothing about it changed.

    The caller presents from rows it has locked or just written. Raises PathTaken when something else
    stands at its address, KeyError for an unknown document type.
    """
    values = values_of_source(document)
    copy_public(document.presentation.files, at=at)
    with transaction.atomic():
        open_store()
        row = stored(site=document.site, content_id=document.content_id, locale=document.locale)
        if row is not None and not differences(values, row_of(row), facets_of(row)):
            return None
        _refuse_taken_path(document)
        history = history_of(document.content_id, document.locale)
        last_path = history.shown.path if history.shown is not None and history.is_public else ""
        kind = PublicationEvent.Kind.REFRESHED if history.is_public else PublicationEvent.Kind.PUBLISHED
        shown = Shown(
            site=document.site,
            values=values,
            files=document.presentation.files,
            kind=kind,
            previous_path=(row.path or "") if row is not None else last_path,
            revision_id=None,
            history=history,
        )
        return record_shown(shown, by=by, at=at)


def _refuse_taken_path(document: SourceDocument) -> None:
    if document.path is None:
        return
    others = PublishedDocument.objects.filter(site=document.site, path=document.path).exclude(
        content_id=document.content_id, locale=document.locale
    )
    if others.exists():
        raise PathTaken(path=document.path)


def withdraw_document(
    *, document: PublishedDocument, by: AbstractBaseUser | None, at: datetime.datetime, reason: str = ""
) -> PublicationEvent | None:
    """Take a document that is not a page out of the store; None when somebody did already."""
    with transaction.atomic():
        open_store()
        row = PublishedDocument.objects.select_related("site").filter(pk=document.pk).first()
        if row is None:
            return None
        withdrawn = Withdrawn(site=row.site, document=row, path=row.path or "", reason=reason)
        return record_withdrawn(withdrawn, by=by, at=at)
