"""What moderation hears of Wagtail: cancelled workflows, and pages published or withdrawn past it."""

import datetime
from typing import Any

from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, Revision, WorkflowState
from wagtail.signals import page_published, page_unpublished, workflow_cancelled

from cms.audit.deciding import current_decision, current_door
from cms.moderation.actions import noting
from cms.moderation.intake import current_reason


def on_workflow_cancelled(instance: WorkflowState, user: Any = None, **_kwargs: Any) -> None:
    by, at = _who_and_when(user)
    noting.note_cancelled(workflow_state=instance, reason=current_reason(), by=by, at=at)


def on_page_published(instance: Page, revision: Revision | None = None, alias: bool = False, **_kwargs: Any) -> None:
    """Wagtail sends it for what is only scheduled, too: that is told when it goes live. An alias follows its page."""
    if alias or not instance.live:
        return
    by, at = _who_and_when(getattr(get_active_log_context(), "user", None))
    noting.note_published(page=instance, revision=revision, through=current_door(), by=by, at=at)


def on_page_unpublished(instance: Page, **_kwargs: Any) -> None:
    """A person's withdrawal, through a screen or an action, is a decision of its own and logged as one."""
    if current_decision() is not None or getattr(get_active_log_context(), "user", None) is not None:
        return
    if current_door() != "publish_scheduled":  # expiry was part of what was approved
        noting.note_withdrawn(page=instance, through=current_door(), by=None, at=timezone.now())


def _who_and_when(otherwise: Any) -> tuple[Any, datetime.datetime]:
    """The person and moment of the action that runs; outside any, the given person, now."""
    decision = current_decision()
    return (decision.by, decision.at) if decision is not None else (otherwise, timezone.now())


def connect() -> None:
    """Listen; called once, in `ready()`."""
    workflow_cancelled.connect(on_workflow_cancelled, dispatch_uid="moderation")
    page_published.connect(on_page_published, dispatch_uid="moderation")
    page_unpublished.connect(on_page_unpublished, dispatch_uid="moderation")
