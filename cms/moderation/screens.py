"""How moderation answers Wagtail's own screens (`behaviour.TaskBehaviour`): each answer one query or action."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, TaskState, WorkflowState

from cms.departments.policy import actor_of, may
from cms.departments.standing import read_organisation
from cms.moderation import actions
from cms.moderation.access import OPERATION_OF_STEP, capacities, may_edit_in_step
from cms.moderation.errors import NotInReview
from cms.moderation.models import ReviewState, ReviewTask
from cms.moderation.queries import open_states_for
from cms.moderation.steps import Step

if TYPE_CHECKING:
    from cms.accounts.models import User


class Screens:
    """The behaviour of every step."""

    def start(self, task: ReviewTask, workflow_state: WorkflowState, user: "User | None") -> ReviewState:
        """A submission, or the next step."""
        return actions.open_step(task=task, workflow_state=workflow_state, by=user)

    def on_action(self, state: ReviewState, user: "User", name: str, **given: Any) -> None:
        """Approve or send back; raise what the actions raise, KeyError for any other word."""
        at, comment = timezone.now(), str(given.get("comment") or "")
        seen = {"revision_id": _number(given.get("revision_id")), "content_hash": str(given.get("content_hash") or "")}
        if name == "approve":
            actions.approve(state=state, comment=comment, by=user, at=at, **seen)  # type: ignore[arg-type]
        elif name == "reject":
            actions.send_back(state=state, reason=comment, by=user, at=at, **seen)  # type: ignore[arg-type]
        else:
            raise NotInReview

    def actions(self, task: ReviewTask, page: Page, user: "User") -> list[tuple[str, str | Promise, bool]]:
        """Send back and approve, for those who may decide now; and for those who could have, who learn who was faster.

        Wagtail shows the buttons of the present task only, so nobody sees those of a step that is decided.
        """
        state = _last_state(task, page)
        if state is None or not self._may_try(state, user):
            return []
        approve = _("Approve and publish") if state.step == Step.BOARD_APPROVAL else _("Approve")
        return [("reject", _("Send back"), True), ("approve", approve, True)]

    def _may_try(self, state: ReviewState, user: "User") -> bool:
        at = timezone.now()
        if state.is_open:
            return bool(may(user, OPERATION_OF_STEP[Step(state.step)], target=state, at=at))
        return user.is_active and bool(capacities(actor_of(user, at=at), state, read_organisation()))

    def may_open(self, task: ReviewTask, page: Page, user: "User") -> bool:
        """Those whose step it is, four eyes apart: they may read what they may not decide."""
        state = _open_state(task, page)
        if state is None or not user.is_active:
            return False
        return bool(capacities(actor_of(user, at=timezone.now()), state, read_organisation()))

    def may_edit(self, task: ReviewTask, page: Page, user: "User") -> bool:
        """Head or secretariat in their step; superusers like everybody."""
        state = _open_state(task, page)
        if state is None or not user.is_active:
            return False
        return bool(may_edit_in_step(actor_of(user, at=timezone.now()), state))

    def open_states(self, task: ReviewTask, user: "User") -> QuerySet[TaskState]:
        """The open steps of this kind that wait for the person."""
        if not user.is_active:
            none: QuerySet[TaskState] = TaskState.objects.none()
            return none
        mine = open_states_for(actor_of(user, at=timezone.now()), read_organisation()).filter(step=task.step)
        states: QuerySet[TaskState] = TaskState.objects.filter(pk__in=mine.values("pk"))
        return states

    def finish(self, workflow_state: WorkflowState, user: "User | None") -> None:
        """Publish what was approved."""
        actions.publish_approved(workflow_state=workflow_state, by=user)


def _last_state(task: ReviewTask, page: Page) -> ReviewState | None:
    rows = ReviewState.objects.filter(page_id=page.pk, task=task).order_by("-pk")
    state: ReviewState | None = rows.select_related("subsite", "department", "page").first()
    return state


def _open_state(task: ReviewTask, page: Page) -> ReviewState | None:
    rows = ReviewState.objects.filter(page_id=page.pk, task=task, status=TaskState.STATUS_IN_PROGRESS)
    state: ReviewState | None = rows.select_related("subsite", "department", "page").first()
    return state


def _number(value: Any) -> int:
    """The posted number; 0, which is no revision, for anything else."""
    return int(value) if str(value or "").isdecimal() else 0
