"""Reminders: four hours before a translation is due, when it is, and every day after; delays reach head and board."""

import datetime

from django.db import transaction

from cms.translation.models import TranslationRequest
from cms.translation.registry import ReminderDue, announce
from cms.translation.rules import escalation_at, next_reminder


def remind(*, at: datetime.datetime) -> int:
    """Announce every reminder that is due at a moment, each once, whatever the number of workers; how many."""
    rows = TranslationRequest.objects.open().filter(next_reminder_at__lte=at).with_all().order_by("pk")
    return sum(_remind(request, at=at) for request in list(rows))


@transaction.atomic
def _remind(request: TranslationRequest, *, at: datetime.datetime) -> int:
    """Move the clock on by a condition, so that of two workers one tells people; 1 when it was this one."""
    level = escalation_at(due_at=request.due_at, at=at)
    due = TranslationRequest.objects.filter(pk=request.pk, next_reminder_at=request.next_reminder_at)
    if not due.update(
        next_reminder_at=next_reminder(due_at=request.due_at, at=at), escalation=max(level, request.escalation)
    ):
        return 0
    announce(ReminderDue(request=request, escalation=level, at=at))
    return 1
