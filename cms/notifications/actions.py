"""Telling people, and what they do with what they are told."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from cms.kernel.text import clean_line, nfc, strip_controls
from cms.notifications.models import Mail, Notification, NotificationPreference
from cms.notifications.registry import kind_of
from cms.notifications.rules import Hours

if TYPE_CHECKING:
    from cms.accounts.models import User

SUBJECT_LENGTH, TEXT_LENGTH = 200, 4000
KEPT_DAYS = 180


@transaction.atomic
def notify(
    *,
    to: "Iterable[User]",
    kind: str,
    subject: str,
    text: str = "",
    path: str,
    at: datetime.datetime,
    dedupe_key: str | None = None,
) -> list[Notification]:
    """Tell each of the people once, in the caller's transaction; e-mails are written from the rows, later.

    Who was told already under the same `dedupe_key` is not told again; closed accounts are told nothing. Return the
    new messages. Raise KeyError for an unknown kind, ValueError for a path that leads out of the admin.
    """
    known = kind_of(kind)
    if not path.startswith("/") or path.startswith("//") or any(sign in path for sign in "\r\n\\ "):
        raise ValueError(f"not a path of the admin: {path!r}")
    told = []
    for person in {person.pk: person for person in to if person.is_active}.values():
        values = {
            "kind": known.key,
            "is_urgent": known.urgent,
            "breaks_quiet": known.breaks_quiet,
            "subject": _line(subject),
            "text": nfc(strip_controls(text.replace("\r\n", "\n"), keep_lines=True))[:TEXT_LENGTH],
            "path": path,
            "at": at,
        }
        if dedupe_key is None:
            told.append(Notification.objects.create(to=person, **values))
            continue
        row, is_new = Notification.objects.get_or_create(to=person, dedupe_key=dedupe_key[:200], defaults=values)
        if is_new:
            told.append(row)
    return told


def _line(text: str) -> str:
    """One line without control characters: it becomes the header of an e-mail (RELIABILITY 50)."""
    line = clean_line(text)
    return line if len(line) <= SUBJECT_LENGTH else f"{line[: SUBJECT_LENGTH - 1]}…"


def mark_read(*, notification: Notification, at: datetime.datetime) -> None:
    """The person has seen it; the first time counts."""
    Notification.objects.filter(pk=notification.pk, read_at__isnull=True).update(read_at=at)


def mark_all_read(*, by: "User", until_id: int, at: datetime.datetime) -> int:
    """All that the person was shown, up to a message; what came meanwhile stays unread. How many."""
    return Notification.objects.filter(to=by, pk__lte=until_id, read_at__isnull=True).update(read_at=at)


def set_preference(*, by: "User", email_daily: bool, email_urgent: bool, hours: Hours) -> NotificationPreference:
    """What a person wants by e-mail, and when."""
    values = {
        "email_daily": email_daily,
        "email_urgent": email_urgent,
        "daily_at": hours.daily_at,
        "quiet_from": hours.quiet_from,
        "quiet_to": hours.quiet_to,
    }
    row, _is_new = NotificationPreference.objects.update_or_create(user=by, defaults=values)
    return row


@transaction.atomic
def forget_old(*, at: datetime.datetime) -> int:
    """Delete what is read, and mails that were sent, half a year ago; how many messages."""
    limit = at - datetime.timedelta(days=KEPT_DAYS)
    count, _each = Notification.objects.filter(read_at__lt=limit).delete()
    Mail.objects.filter(state=Mail.State.SENT, sent_at__lt=limit).delete()
    return count
