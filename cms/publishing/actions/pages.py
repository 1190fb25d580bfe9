"""Publishing and withdrawing a page."""

import datetime
from typing import Literal

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Page, Revision

from cms.publishing.models import PublicationEvent

Kind = Literal["published", "refreshed"]


def publish_page(
    *,
    page: Page,
    by: AbstractBaseUser | None,
    at: datetime.datetime,
    revision: Revision | None = None,
    kind: Kind = "published",
) -> PublicationEvent | None:
    """Bring the store in line with the live state of a page."""
    raise NotImplementedError


def withdraw_page(
    *, page: Page, by: AbstractBaseUser | None, at: datetime.datetime, reason: str = ""
) -> PublicationEvent | None:
    """Take a page out of the store; its addresses answer 410 with the public reason."""
    raise NotImplementedError
