"""A text is not translated after all, or it is."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from cms.audit.actions import record
from cms.departments.policy import require
from cms.kernel.text import strip_controls
from cms.translation.actions.opening import due_for
from cms.translation.actions.stating import set_state
from cms.translation.errors import NotOpen, ReasonMissing
from cms.translation.models import TranslationRequest
from cms.translation.registry import Opened, Waived, announce
from cms.translation.rules import first_reminder
from cms.translation.states import OPEN, State

if TYPE_CHECKING:
    from cms.accounts.models import User


@transaction.atomic
def waive_request(*, request: TranslationRequest, reason: str, by: "User", at: datetime.datetime) -> TranslationRequest:
    """Say with a reason that a text is not translated; of a stale one: that the English text stays as it is.

    What was translated is kept. Raise NotAllowed, NotOpen, ReasonMissing; then nothing has changed.
    """
    current = TranslationRequest.objects.select_for_update().get(pk=request.pk)
    require(by, "waive_translation", target=current, at=at)
    if current.state not in OPEN:
        raise NotOpen(state=current.get_state_display())
    cleaned = strip_controls(reason, keep_lines=True).strip()
    if not cleaned:
        raise ReasonMissing
    return close_request(current, reason=cleaned, by=by, at=at)


def close_request(
    request: TranslationRequest, *, reason: str, by: "User | None", at: datetime.datetime
) -> TranslationRequest:
    """Under the row's lock: by a person, or (`by` None) because there is nothing to translate any more."""
    request.reason, request.closed_by, request.closed_at = reason, by, at
    request.save(update_fields=["reason", "closed_by", "closed_at"])
    set_state(request, State.NOT_NEEDED)
    record(action="translation.waived", by=by, at=at, target=request, data={"reason": reason})
    announce(Waived(request=request, by=by, at=at))
    return request


@transaction.atomic
def reopen_request(*, request: TranslationRequest, by: "User", at: datetime.datetime) -> TranslationRequest:
    """It is translated after all; its days are counted from now. Raise NotAllowed, NotOpen."""
    current = TranslationRequest.objects.select_for_update().select_related("subsite").get(pk=request.pk)
    require(by, "waive_translation", target=current, at=at)
    if current.state != State.NOT_NEEDED:
        raise NotOpen(state=current.get_state_display())
    due = due_for(current.subsite, triggered_at=at)
    current.due_at, current.due_basis, current.next_reminder_at = due.at, due.basis(), first_reminder(due.at)
    current.reason, current.closed_by, current.closed_at, current.escalation = "", None, None, 0
    current.save()
    set_state(current, State.STALE if current.stale_since is not None else State.WAITING)
    record(action="translation.reopened", by=by, at=at, target=current, data={"due_at": due.at})
    announce(Opened(request=current, by=by, at=at))
    return current
