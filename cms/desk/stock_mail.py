"""Wagtail's own e-mails about workflows are not sent: they leave in the request, by Wagtail's groups and permissions.

Wagtail connects its senders in its own `ready()`, after ours, under names. Whoever holds a name first keeps it.
"""

from typing import Any

from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

_NAMES = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def no_mail(**kwargs: Any) -> None:
    """`cms.desk.notices` has told people already."""


def replace_stock_mail() -> None:
    """Hold the names of Wagtail's senders; called once, in `ready()`."""
    for signal, sender, name in _NAMES:
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(no_mail, sender=sender, dispatch_uid=name)
