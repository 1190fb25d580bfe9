"""When a version begins and ends, as it says itself: without building the page it is of."""

import datetime

from django.utils.dateparse import parse_datetime
from wagtail.models import Revision


def go_live_of(revision: Revision) -> datetime.datetime | None:
    """When it is to go live; no query."""
    return _moment(revision.content.get("go_live_at"))


def expiry_of(revision: Revision) -> datetime.datetime | None:
    """When it ends; no query."""
    return _moment(revision.content.get("expire_at"))


def _moment(value: str | datetime.datetime | None) -> datetime.datetime | None:
    return parse_datetime(value) if isinstance(value, str) else value
