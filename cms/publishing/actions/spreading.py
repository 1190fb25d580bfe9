"""Changes that spread: the worker expands each of these events in batches."""

import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from wagtail.models import Page

from cms.publishing.models import PublicationEvent


def note_subtree_change(*, page: Page, by: AbstractBaseUser | None, at: datetime.datetime) -> PublicationEvent | None:
    """Have everything at and below a page brought in line."""
    raise NotImplementedError


def note_privacy_change(*, page: Page, by: AbstractBaseUser | None, at: datetime.datetime) -> PublicationEvent | None:
    """React to a change of who may see a page."""
    raise NotImplementedError


def note_reference_change(
    *, target: Model, by: AbstractBaseUser | None, at: datetime.datetime
) -> PublicationEvent | None:
    """Have the live pages that embed or link to something refreshed."""
    raise NotImplementedError
