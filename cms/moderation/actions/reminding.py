"""Reminders (R073): four hours before a step is due, when it is due, and every day after that."""

import datetime

from django.db import transaction

from cms.moderation.models import ReviewState, UrgentAct
from cms.moderation.registry import ReminderDue, announce
from cms.moderation.rules import next_reminder, reminding


def remind(*, at: datetime.datetime) -> int:
    """Announce every reminder that is due at a moment, each once, whatever the number of workers; how many.

    A worker that slept sends one for each step, not one for each day it slept.
    """
    sent = 0
    open_states = ReviewState.objects.filter(status="in_progress", next_reminder_at__lte=at).order_by("pk")
    for state in list(open_states.select_related("page", "department", "subsite", "requester")):
        sent += _remind(state, at=at)
    unreviewed = UrgentAct.objects.filter(reviewed_by__isnull=True, next_reminder_at__lte=at).order_by("pk")
    for act in list(unreviewed.select_related("page", "department", "subsite", "by")):
        sent += _remind(act, at=at)
    return sent


@transaction.atomic
def _remind(what: ReviewState | UrgentAct, *, at: datetime.datetime) -> int:
    """Move the clock on by a condition, so that of two workers one tells people; 1 when it was this one.

    Whether it is open still is a part of the condition: others were told since the list was read.
    """
    is_open = {"status": "in_progress"} if isinstance(what, ReviewState) else {"reviewed_by__isnull": True}
    due = type(what).objects.filter(pk=what.pk, next_reminder_at=what.next_reminder_at, **is_open)
    if not due.update(next_reminder_at=next_reminder(due_at=what.due_at, at=at)):
        return 0
    state, act = (what, None) if isinstance(what, ReviewState) else (None, what)
    kind = reminding(due_at=what.due_at, at=at)
    announce(ReminderDue(kind=kind, due_at=what.due_at, at=at, state=state, act=act))
    return 1
