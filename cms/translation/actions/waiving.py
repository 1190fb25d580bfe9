"""A text is not translated after all, or it is."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from cms.audit.actions import record
from cms.departments.policy import require
from cms.kernel.text import strip_controls
from cms.publishing.models import PublishedDocument
from cms.translation.actions.assigning import follow_people
from cms.translation.actions.opening import set_clock
from cms.translation.actions.stating import set_state
from cms.translation.errors import NotOpen, ReasonMissing, SourceGone
from cms.translation.models import TranslationRequest
from cms.translation.registry import Opened, Waived, announce
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
    """It is translated after all; its days are counted from now. Raise NotAllowed, NotOpen, SourceGone."""
    rows = TranslationRequest.objects.select_for_update(of=("self",)).select_related("subsite", "department")
    current = rows.get(pk=request.pk)
    require(by, "waive_translation", target=current, at=at)
    if current.state != State.NOT_NEEDED:
        raise NotOpen(state=current.get_state_display())
    if not PublishedDocument.objects.filter(content_id=current.content_id, locale=current.source_locale).exists():
        raise SourceGone
    return open_again(current, by=by, at=at)


def open_again(request: TranslationRequest, *, by: "User | None", at: datetime.datetime) -> TranslationRequest:
    """Under the row's lock: by a person, or (`by` None) because there is something to translate again.

    Its days are counted from now, and whoever translates for its unit now does it.
    """
    request.reason, request.closed_by, request.closed_at = "", None, None
    set_clock(request, triggered_at=at)
    follow_people(request, at=at)
    request.save()
    set_state(request, _state_again(request))
    record(action="translation.reopened", by=by, at=at, target=request, data={"due_at": request.due_at})
    if request.is_open:
        announce(Opened(request=request, by=by, at=at))
    return request


def _state_again(request: TranslationRequest) -> State:
    """Where a request stands by its English page: in review, public, or with who had it."""
    if request.target_page is not None and request.target_page.specific.workflow_in_progress:
        return State.IN_REVIEW
    if request.live_at is not None:
        return State.LIVE if request.stale_since is None else State.STALE
    return State.WAITING if request.assignee_id is None else State.IN_PROGRESS
