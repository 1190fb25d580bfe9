"""What Wagtail asks of a task, answered by the actions and queries above the models.

The models must not import them; they are put in place once, in `AppConfig.ready()`.
"""

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Page, TaskState, WorkflowState

    from cms.accounts.models import User
    from cms.moderation.models import ReviewState, ReviewTask


class TaskBehaviour(Protocol):
    """The answers of moderation to Wagtail's workflow."""

    def start(self, task: "ReviewTask", workflow_state: "WorkflowState", user: "User | None") -> "ReviewState":
        """Open the step for a text that was submitted, or passed the step before."""
        ...

    def on_action(self, state: "ReviewState", user: "User", name: str, **given: Any) -> None:
        """Decide a step through one of Wagtail's screens."""
        ...

    def actions(self, task: "ReviewTask", page: "Page", user: "User") -> list[tuple[str, Any, bool]]:
        """What the person may do in this step, as Wagtail lists it."""
        ...

    def may_open(self, task: "ReviewTask", page: "Page", user: "User") -> bool:
        """Whether the step brings the person to the editor of the text."""
        ...

    def may_edit(self, task: "ReviewTask", page: "Page", user: "User") -> bool:
        """Whether the person may change the text in this step."""
        ...

    def open_states(self, task: "ReviewTask", user: "User") -> "QuerySet[TaskState]":
        """The open steps that wait for the person."""
        ...

    def finish(self, workflow_state: "WorkflowState", user: "User | None") -> None:
        """Publish what was approved."""
        ...


_installed: list[TaskBehaviour] = []


def install(behaviour: TaskBehaviour) -> None:
    """Put the behaviour in place."""
    _installed[:] = [behaviour]


def installed() -> TaskBehaviour:
    """The behaviour in place."""
    return _installed[0]
