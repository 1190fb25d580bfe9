"""What somebody who leaves has in hand: technical faults they had taken on."""

import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.departments.handover import Belonging, Handover
from cms.incidents.actions import hand_over_incident
from cms.incidents.models import Incident

if TYPE_CHECKING:
    from cms.accounts.models import User


def _of(person: "User") -> list[Incident]:
    rows = Incident.objects.filter(taken_by=person, closed_at__isnull=True)
    return list(rows.select_related("subsite").order_by("opened_at", "pk"))


def in_hand(person: "User", at: datetime.datetime) -> list[Belonging]:
    """For the screen, the oldest first."""
    return [
        Belonging(title=row.title, path=reverse("incident", args=(row.pk,)), detail=str(row.subsite))
        for row in _of(person)
    ]


def move(person: "User", to: "User", by: "User | None", at: datetime.datetime) -> int:
    """Each to the heir who mends faults of the site, else back to all who do."""
    rows = _of(person)
    for row in rows:
        hand_over_incident(incident=row, person=person, to=to, by=by, at=at)
    return len(rows)


FAULTS = Handover(key="incidents", label=_("Technical faults"), of=in_hand, move=move)
