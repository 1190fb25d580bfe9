"""Reminders: four office hours before a translation is due, when it is late, every working morning after."""

import datetime

from django.db import transaction

from cms.departments.queries import working_calendar
from cms.kernel.calendar import Calendar
from cms.translation.models import TranslationRequest
from cms.translation.registry import ReminderDue, announce
from cms.translation.rules import escalation_at, next_reminder


def remind(*, at: datetime.datetime) -> int:
    """Announce every reminder that is due at a moment, each once, whatever the number of workers; how many."""
    rows = list(TranslationRequest.objects.open().filter(next_reminder_at__lte=at).with_all().order_by("pk"))
    if not rows:
        return 0
    calendar = working_calendar()
    return sum(_remind(request, calendar, at=at) for request in rows)


@transaction.atomic
def _remind(request: TranslationRequest, calendar: Calendar, *, at: datetime.datetime) -> int:
    """Move the clock on by a condition, so that of two workers one tells people; 1 when it was this one."""
    level = escalation_at(due_at=request.due_at, at=at, calendar=calendar)
    following = next_reminder(due_at=request.due_at, at=at, calendar=calendar)
    due = TranslationRequest.objects.filter(pk=request.pk, next_reminder_at=request.next_reminder_at)
    if not due.update(next_reminder_at=following, escalation=max(level, request.escalation)):
        return 0
    announce(ReminderDue(request=request, escalation=level, at=at))
    return 1
