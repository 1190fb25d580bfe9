"""What waits for whom, and what was decided."""

import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from wagtail.models import Page

from cms.moderation.models import Decision, ReviewState
from cms.moderation.requirements.issues import Issue
from cms.moderation.rows import DraftRow, TaskRow
from cms.pages.models import BasePage

if TYPE_CHECKING:
    from cms.accounts.models import User


def tasks_for(user: "User", at: datetime.datetime) -> list[TaskRow]:
    """The open steps and urgent acts that wait for a person: overdue first, then at risk, then by due date."""
    raise NotImplementedError


def waiting_for_others(user: "User", at: datetime.datetime) -> list[TaskRow]:
    """The open steps of texts the person submitted or owns, which others must decide."""
    raise NotImplementedError


def drafts_of(user: "User") -> list[DraftRow]:
    """The person's own texts that are not public as they stand and not in review; returned ones first."""
    raise NotImplementedError


def history_of(page: Page) -> QuerySet[Decision]:
    """Every decision about a page, oldest first, with persons and units."""
    raise NotImplementedError


def deciders_of(state: ReviewState, at: datetime.datetime) -> list["User"]:
    """Who may decide an open step now: holders and acting persons, without the writers and the last editor."""
    raise NotImplementedError


def open_state_of(page: Page) -> ReviewState | None:
    """The open step of a page, or None."""
    raise NotImplementedError


def issues_of(page: BasePage, *, at: datetime.datetime, declared_not_secret: bool | None = None) -> list[Issue]:
    """What is missing of a draft, by the levels of its site and section; blocking first."""
    raise NotImplementedError
