"""What translations hear of reviews, by Wagtail's published signals: moderation is a sibling and is not asked."""

from typing import Any

from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import task_submitted, workflow_cancelled, workflow_rejected

from cms.translation.actions.hearing import hear_review


def on_step_opened(instance: Any, **_kwargs: Any) -> None:
    """A step of a review opened: also after a return, when the whole review begins again."""
    _tell(instance.workflow_state, is_open=True)


def on_review_ended(instance: Any, **_kwargs: Any) -> None:
    """The text was sent back or taken back; an approval is heard of as a publication."""
    _tell(instance, is_open=False)


def _tell(workflow_state: Any, *, is_open: bool) -> None:
    page = workflow_state.content_object
    if isinstance(page, Page):
        hear_review(page=page, is_open=is_open, at=timezone.now())


def connect() -> None:
    """Listen; called once, in `ready()`."""
    task_submitted.connect(on_step_opened, dispatch_uid="translation.step_opened")
    workflow_rejected.connect(on_review_ended, dispatch_uid="translation.review_rejected")
    workflow_cancelled.connect(on_review_ended, dispatch_uid="translation.review_cancelled")
