"""Mails are written here, from messages, and stored: what a person gets is decided once, whatever the server does."""

import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from cms.departments.queries import working_calendar
from cms.kernel.calendar import Calendar, day_of
from cms.notifications.models import Mail, Notification, NotificationPreference
from cms.notifications.rules import digest_at, is_quiet

MAILED_WITHIN = datetime.timedelta(days=7)  # older news is no news: a new address is not flooded
SHOWN = 50


def write_mails(at: datetime.datetime) -> int:
    """Write every mail that is due at a moment: urgent ones, and the digests of the day. How many."""
    calendar = working_calendar()
    open_rows = Notification.objects.filter(mail__isnull=True, read_at__isnull=True, at__gt=at - MAILED_WITHIN)
    people = open_rows.filter(to__is_active=True).exclude(to__email="").order_by("to").values_list("to", flat=True)
    return sum(_write_for(person, calendar, at=at) for person in people.distinct())


def _write_for(person_id: int, calendar: Calendar, *, at: datetime.datetime) -> int:
    wants = NotificationPreference.objects.filter(user=person_id).first() or NotificationPreference()
    written = 0
    if wants.email_urgent:
        quiet = is_quiet(at, wants.hours, calendar)
        written += _write(person_id, {"is_urgent": True, **({"breaks_quiet": True} if quiet else {})}, at=at)
    digest = digest_at(day_of(at), wants.hours, calendar)
    if wants.email_daily and digest is not None and digest <= at:
        written += _write(person_id, {"at__lt": digest}, at=at, digest_on=day_of(at))
    return written


def _write(
    person_id: int, which: dict[str, object], *, at: datetime.datetime, digest_on: datetime.date | None = None
) -> int:
    """One mail of what is chosen and in no mail yet; 1 when there was something, and no other worker was first."""
    try:
        with transaction.atomic():
            rows = Notification.objects.select_for_update(of=("self",)).filter(
                to=person_id, mail__isnull=True, read_at__isnull=True, at__gt=at - MAILED_WITHIN, **which
            )
            found = list(rows.select_related("to").order_by("-is_urgent", "at", "id"))
            if not found or (digest_on and Mail.objects.filter(to=person_id, digest_on=digest_on).exists()):
                return 0
            mail = _mail(found, at=at, digest_on=digest_on)
            mail.save()
            Notification.objects.filter(pk__in=[row.pk for row in found], mail__isnull=True).update(mail=mail)
    except IntegrityError:  # the digest of that day was written by another worker meanwhile
        return 0
    return 1


def _mail(rows: list[Notification], *, at: datetime.datetime, digest_on: datetime.date | None) -> Mail:
    """The mail with both of its forms, in Vietnamese; links from the setting, never from a request."""
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    person = rows[0].to
    with translation.override("vi"):
        context = {
            "person": person,
            "rows": [{"row": row, "url": f"{base}{row.path}"} for row in rows[:SHOWN]],
            "more": max(len(rows) - SHOWN, 0),
            "is_digest": digest_on is not None,
            "list_url": f"{base}/admin/notifications/",
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        if digest_on is not None:
            subject = _("{number} new messages, {day}").format(number=len(rows), day=f"{digest_on:%d/%m/%Y}")
        else:
            subject = (
                rows[0].subject if len(rows) == 1 else _("{number} messages that cannot wait").format(number=len(rows))
            )
        return Mail(
            to=person,
            address=person.email,
            digest_on=digest_on,
            subject=f"[{settings.WAGTAIL_SITE_NAME}] {subject}"[:255],
            text=render_to_string("notifications/mail.txt", context),
            html=render_to_string("notifications/mail.html", context),
            written_at=at,
            next_try_at=at,
        )
