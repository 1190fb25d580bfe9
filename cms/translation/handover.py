"""What somebody who leaves has in hand: translations."""

import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.departments.handover import Belonging, Handover
from cms.translation.actions import hand_over_request
from cms.translation.models import TranslationRequest
from cms.translation.states import UNFINISHED

if TYPE_CHECKING:
    from cms.accounts.models import User


def _of(person: "User") -> list[TranslationRequest]:
    return list(TranslationRequest.objects.filter(assignee=person, state__in=UNFINISHED).order_by("due_at", "pk"))


def in_hand(person: "User", at: datetime.datetime) -> list[Belonging]:
    """For the screen, the first due first."""
    return [
        Belonging(
            title=row.title, path=reverse("translation_desk", args=(row.pk,)), detail=str(row.get_state_display())
        )
        for row in _of(person)
    ]


def move(person: "User", to: "User", by: "User | None", at: datetime.datetime) -> int:
    """Each to the heir where they translate for it, else back to all who do."""
    rows = _of(person)
    for row in rows:
        hand_over_request(request=row, person=person, to=to, by=by, at=at)
    return len(rows)


TRANSLATIONS = Handover(key="translations", label=_("Translations"), of=in_hand, move=move)
