"""What a person was told."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from cms.notifications.models import Notification, NotificationPreference

if TYPE_CHECKING:
    from cms.accounts.models import User


def notifications_of(person: "User", *, unread_only: bool = False) -> "QuerySet[Notification]":
    """The person's messages, newest first."""
    rows = Notification.objects.filter(to=person)
    return rows.filter(read_at__isnull=True) if unread_only else rows


def unread_count(person: "User") -> int:
    """How many messages the person has not read. One query."""
    return Notification.objects.filter(to=person, read_at__isnull=True).count()


def preference_of(person: "User") -> NotificationPreference:
    """What the person wants; the defaults, not stored, for who never said."""
    return NotificationPreference.objects.filter(user=person).first() or NotificationPreference(user=person)
