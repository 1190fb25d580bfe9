"""What a person was told."""

from typing import TYPE_CHECKING

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from cms.notifications.models import Notification, NotificationPreference

if TYPE_CHECKING:
    from cms.accounts.models import User


def notifications_of(person: "User", *, unread_only: bool = False) -> "QuerySet[Notification]":
    """The person's messages, newest first."""
    rows = Notification.objects.filter(to=person)
    return rows.filter(read_at__isnull=True) if unread_only else rows


READ_ALONG = "unread_messages"


def unread_count(person: "User") -> int:
    """How many messages the person had not read when the request began. No query for the person of a session."""
    known = getattr(person, READ_ALONG, None)
    return notifications_of(person, unread_only=True).count() if known is None else int(known)


def unread_of_person() -> Coalesce:
    """The number, to be read with the person (`cms.accounts.registry.read_along`)."""
    rows = Notification.objects.filter(to=OuterRef("pk"), read_at__isnull=True).order_by().values("to")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), Value(0))


def preference_of(person: "User") -> NotificationPreference:
    """What the person wants; the defaults, not stored, for who never said."""
    return NotificationPreference.objects.filter(user=person).first() or NotificationPreference(user=person)
