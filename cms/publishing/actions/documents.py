"""Publishing and withdrawing what is not a page."""

import datetime

from django.contrib.auth.models import AbstractBaseUser

from cms.publishing.models import PublicationEvent, PublishedDocument
from cms.publishing.sources import SourceDocument


def put_document(
    *, document: SourceDocument, by: AbstractBaseUser | None, at: datetime.datetime
) -> PublicationEvent | None:
    """Publish a document that is not a page; None (and no event) when nothing about it changed."""
    raise NotImplementedError


def withdraw_document(
    *, document: PublishedDocument, by: AbstractBaseUser | None, at: datetime.datetime, reason: str = ""
) -> PublicationEvent | None:
    """Take a document that is not a page out of the store."""
    raise NotImplementedError
