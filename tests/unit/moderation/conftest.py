"""One newsroom a test, and what a refusal must leave as it was."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from wagtail.models import Page, Revision, TaskState, WorkflowState

from cms.audit.models import AuditEntry
from cms.moderation.models import Approval, Decision, ReviewState, Submission, UrgentAct
from cms.publishing.models import PublicationEvent
from tests.factories.moderation import Newsroom, a_newsroom

WATCHED = (AuditEntry, Approval, Decision, PublicationEvent, ReviewState, Revision, Submission, TaskState, UrgentAct,
           WorkflowState)  # fmt: skip


@pytest.fixture
def room() -> Newsroom:
    return a_newsroom()


def everything() -> dict[str, Any]:
    """Every row of moderation and what is public, as values."""
    rows: dict[str, Any] = {
        model._meta.label: list(model._default_manager.order_by("pk").values()) for model in WATCHED
    }
    columns = ("pk", "live", "live_revision_id", "latest_revision_id", "has_unpublished_changes", "title")
    rows["pages"] = list(Page.objects.order_by("pk").values(*columns))
    return rows


@pytest.fixture
def refused() -> Callable[..., Any]:
    """`with refused(Error) as caught:` the error is raised, and nothing has changed."""

    @contextmanager
    def expect(error: type[Exception]) -> Iterator[pytest.ExceptionInfo[Exception]]:
        before = everything()
        with pytest.raises(error) as caught:
            yield caught
        assert everything() == before

    return expect
