"""A request becomes somebody's, and nobody's again."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from cms.audit.actions import record
from cms.departments.policy import require
from cms.kernel.calendar import day_of
from cms.translation.actions.stating import set_state
from cms.translation.errors import NotATranslator, NotOpen
from cms.translation.models import TranslationRequest
from cms.translation.queries import candidates_for, pool_for, works_for
from cms.translation.registry import Given, Opened, announce
from cms.translation.states import OPEN, UNFINISHED, State

if TYPE_CHECKING:
    from cms.accounts.models import User


@transaction.atomic
def claim_request(*, request: TranslationRequest, by: "User", at: datetime.datetime) -> TranslationRequest:
    """Take a request on. Raise NotAllowed, NotOpen; NotATranslator when it is somebody else's."""
    current = _unfinished(request)
    require(by, "work_on_translation", target=current, at=at)
    if current.assignee_id is not None and current.assignee_id != by.pk:
        require(by, "assign_translation", target=current, at=at)
    return _give(current, to=by, by=by, at=at, code="translation.claimed")


@transaction.atomic
def assign_request(*, request: TranslationRequest, to: "User", by: "User", at: datetime.datetime) -> TranslationRequest:
    """Give a request to somebody who translates for one of its units. Raise NotAllowed, NotOpen, NotATranslator."""
    current = _unfinished(request)
    require(by, "assign_translation", target=current, at=at)
    if to not in candidates_for(current, at=at):
        raise NotATranslator(person=to)
    return _give(current, to=to, by=by, at=at, code="translation.assigned")


@transaction.atomic
def release_request(*, request: TranslationRequest, by: "User", at: datetime.datetime) -> TranslationRequest:
    """Give a request back to everybody who translates for it: who has it, and who may give it. Raise NotAllowed."""
    current = _unfinished(request)
    if current.assignee_id != by.pk:
        require(by, "assign_translation", target=current, at=at)
    return _give(current, to=None, by=by, at=at, code="translation.released")


@transaction.atomic
def hand_over_request(
    *, request: TranslationRequest, person: "User", to: "User", by: "User | None", at: datetime.datetime
) -> TranslationRequest:
    """What a person who leaves had: to the heir where they translate for it, else back to all who do.

    Nothing happens to what is done, or was given to somebody else, meanwhile.
    """
    current = TranslationRequest.objects.select_for_update().get(pk=request.pk)
    if current.assignee_id != person.pk or current.state not in UNFINISHED:
        return current
    heir = to if to in candidates_for(current, at=at) else None
    return _give(current, to=heir, by=by, at=at, code="translation.assigned" if heir else "translation.released")


def follow_people(request: TranslationRequest, *, at: datetime.datetime) -> None:
    """Whose translators do it, and who has it, as the organisation is now; the caller saves the request.

    Units close and merge, translators are appointed and leave: what is to be done belongs to those who are there.
    """
    request.pool = pool_for(request.department, request.subsite, on=day_of(at))
    if request.assignee is not None and not works_for(request.assignee, request, at=at):
        request.assignee = request.assigned_by = request.assigned_at = None


def follow_organisation(*, at: datetime.datetime) -> int:
    """Give every open request to those who can do it now; how many changed hands. Whose work it became is told."""
    rows = TranslationRequest.objects.open().select_related("subsite", "department", "pool", "assignee")
    return sum(_follow(row.pk, at=at) for row in list(rows) if _has_lost_somebody(row, at=at))


def _has_lost_somebody(request: TranslationRequest, *, at: datetime.datetime) -> bool:
    before = request.pool_id, request.assignee_id
    follow_people(request, at=at)
    return before != (request.pool_id, request.assignee_id)


@transaction.atomic
def _follow(pk: int, *, at: datetime.datetime) -> int:
    current = TranslationRequest.objects.select_for_update().get(pk=pk)
    before = current.pool_id, current.assignee_id
    follow_people(current, at=at)
    if current.state not in OPEN or before == (current.pool_id, current.assignee_id):
        return 0
    current.save(update_fields=["pool", "assignee", "assigned_by", "assigned_at"])
    if current.assignee_id is None and current.state == State.IN_PROGRESS:
        set_state(current, State.STALE if current.stale_since is not None else State.WAITING)
    record(action="translation.followed", by=None, at=at, target=current, data={"to": str(current.pool or "")})
    if current.assignee_id is None:
        announce(Opened(request=current, by=None, at=at))
    return 1


def _unfinished(request: TranslationRequest) -> TranslationRequest:
    # Its own row only: PostgreSQL locks no row of an outer join, and a request may have no pool.
    rows = TranslationRequest.objects.select_for_update(of=("self",)).select_related("pool", "department")
    current = rows.get(pk=request.pk)
    if current.state not in UNFINISHED:
        raise NotOpen(state=current.get_state_display())
    return current


def _give(
    request: TranslationRequest, *, to: "User | None", by: "User | None", at: datetime.datetime, code: str
) -> TranslationRequest:
    if request.assignee_id == (to.pk if to is not None else None):
        return request
    request.assignee, request.assigned_by = to, by
    request.assigned_at = at if to is not None else None
    request.save(update_fields=["assignee", "assigned_by", "assigned_at"])
    if to is not None and request.state == State.WAITING:
        set_state(request, State.IN_PROGRESS)
    elif to is None and request.state == State.IN_PROGRESS:
        set_state(request, State.STALE if request.stale_since is not None else State.WAITING)
    record(action=code, by=by, at=at, target=request, data={"to": str(to or "")})
    announce(Given(request=request, to=to, by=by, at=at))
    return request
