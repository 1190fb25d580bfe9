"""What somebody who leaves has in hand: steps of reviews, and drafts."""

import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.audit.actions import record
from cms.departments.handover import Belonging, Handover
from cms.moderation.actions.claiming import hand_over_task
from cms.moderation.models import ReviewState

if TYPE_CHECKING:
    from cms.accounts.models import User


def _steps_of(person: "User") -> "QuerySet[ReviewState]":
    """Open steps that the person took or was given."""
    mine = Q(claimed_by=person) | Q(assigned_to=person)
    rows: QuerySet[ReviewState] = ReviewState.objects.filter(mine, status="in_progress").order_by("due_at", "pk")
    return rows.select_related("page")


def _drafts_of(person: "User") -> "QuerySet[Page]":
    """Pages of the person with something that is not public yet."""
    open_ones = Q(live=False) | Q(has_unpublished_changes=True)
    rows: QuerySet[Page] = Page.objects.filter(open_ones, owner=person).order_by("pk")
    return rows


def steps_in_hand(person: "User", at: datetime.datetime) -> list[Belonging]:
    """For the screen, the first due first."""
    return [
        Belonging(
            title=state.page.get_admin_display_title(), path=_address(state.page), detail=state.get_step_display()
        )
        for state in _steps_of(person)
    ]


def drafts_in_hand(person: "User", at: datetime.datetime) -> list[Belonging]:
    """For the screen."""
    return [Belonging(title=page.get_admin_display_title(), path=_address(page)) for page in _drafts_of(person)]


def move_steps(person: "User", to: "User", by: "User | None", at: datetime.datetime) -> int:
    """Each to the heir who may decide it, else back to all who may."""
    states = list(_steps_of(person))
    for state in states:
        hand_over_task(state=state, person=person, to=to, by=by, at=at)
    return len(states)


def move_drafts(person: "User", to: "User", by: "User | None", at: datetime.datetime) -> int:
    """The heir owns them; who wrote which version stays in the history, and locks of the leaver are opened."""
    pages = list(_drafts_of(person))
    for page in pages:
        if Page.objects.filter(pk=page.pk, owner=person).update(owner=to):
            record(action="page.handed_over", by=by, at=at, target=page, data={"from": str(person), "to": str(to)})
    Page.objects.filter(locked_by=person).update(locked=False, locked_by=None, locked_at=None)
    return len(pages)


def _address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


TASKS = Handover(key="tasks", label=_("Texts to review"), of=steps_in_hand, move=move_steps)
DRAFTS = Handover(key="drafts", label=_("Drafts"), of=drafts_in_hand, move=move_drafts)
