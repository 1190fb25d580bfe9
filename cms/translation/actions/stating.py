"""A request changes its state; the clock runs only while somebody has to translate."""

from cms.departments.queries import working_calendar
from cms.translation.models import TranslationRequest
from cms.translation.rules import first_reminder
from cms.translation.states import OPEN, State


def set_state(request: TranslationRequest, state: str) -> None:
    """Called by the actions under the row's lock. What is open reminds people, what is not is silent."""
    was_open = request.state in OPEN
    request.state = State(state)
    if request.state not in OPEN:
        request.next_reminder_at = None
    elif not was_open or request.next_reminder_at is None:
        request.next_reminder_at = first_reminder(request.due_at, working_calendar())
    request.save(update_fields=["state", "next_reminder_at"])
