"""What the staff decide: each change is logged, and takes effect in every process with its transaction."""

import datetime

from django.db import transaction

from cms.accounts.models import User
from cms.audit.actions import record
from cms.departments.policy import require
from cms.publishing.actions.storing import open_store
from search.access import MANAGE_SEARCH, MANAGE_SYNONYMS
from search.models import BestBet, Synonym

Decision = Synonym | BestBet


@transaction.atomic
def keep_decision(*, decision: Decision, by: User, at: datetime.datetime) -> Decision:
    """Save a synonym or a best bet, new or changed; raise NotAllowed, ValidationError.

    A best bet that moves to another site is asked of both.

    Raising the store's generation makes every process read it, and every kept answer old.
    """
    decision.full_clean()
    _require(by, decision, at)
    if isinstance(decision, BestBet) and decision.pk is not None:
        _require(by, BestBet.objects.select_related("site__unit").get(pk=decision.pk), at)
    is_new = decision.pk is None
    decision.save()
    data = {"text": str(decision)[:500]}
    if is_new:
        record(action="search.decision_added", by=by, at=at, target=decision, data=data)
    else:
        record(action="search.decision_changed", by=by, at=at, target=decision, data=data)
    open_store()
    return decision


@transaction.atomic
def remove_decision(*, decision: Decision, by: User, at: datetime.datetime) -> None:
    """Delete a synonym or a best bet; raise NotAllowed."""
    _require(by, decision, at)
    record(action="search.decision_removed", by=by, at=at, target=decision, data={"text": str(decision)[:500]})
    decision.delete()
    open_store()


def _require(by: User, decision: Decision, at: datetime.datetime) -> None:
    require(by, MANAGE_SEARCH if isinstance(decision, BestBet) else MANAGE_SYNONYMS, target=decision, at=at)
