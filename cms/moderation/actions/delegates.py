"""Those whom the head of the board allowed to act urgently: the permission ends before its day."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from cms.audit.actions import record
from cms.departments.policy import require
from cms.moderation.errors import EndsInThePast
from cms.moderation.models import UrgentDelegate

if TYPE_CHECKING:
    from cms.accounts.models import User


@transaction.atomic
def end_urgent_delegate(
    *, named: UrgentDelegate, on: datetime.date, by: "User | None", at: datetime.datetime
) -> UrgentDelegate:
    """Let the permission end; `on` is its last day, and an earlier end already set stays.

    Raise NotAllowed, EndsInThePast.
    """
    fresh = UrgentDelegate.objects.select_for_update(of=("self",)).select_related("agency").get(pk=named.pk)
    if by is not None:
        require(by, "name_urgent_delegate", target=fresh.agency, at=at)
    if on < fresh.valid_from:
        raise EndsInThePast(valid_from=fresh.valid_from, valid_to=on)
    if fresh.valid_to <= on:
        return fresh
    fresh.valid_to = on
    fresh.save(update_fields=["valid_to"])
    data = {"person": fresh.person_id, "agency": fresh.agency.key, "last_day": on}
    record(action="moderation.urgent_delegate_ended", by=by, at=at, target=fresh, data=data)
    return fresh
