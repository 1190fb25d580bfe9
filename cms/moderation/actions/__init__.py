"""Every change of a review. Keyword-only, atomic; `by` and `at` explicit. Each checks the policy itself: whoever

decides is part of the rule, and Wagtail's own screens lead here too.
"""

import datetime
from typing import TYPE_CHECKING

from cms.moderation.models import Decision, ReviewState, Submission, UrgentAct, UrgentDelegate
from cms.pages.models import BasePage
from cms.subsites.models import Subsite

if TYPE_CHECKING:
    from cms.accounts.models import User
    from cms.departments.models import OrgUnit


def submit(
    *, page: BasePage, declared_not_secret: bool, comment: str = "", by: "User | None", at: datetime.datetime
) -> Submission:
    raise NotImplementedError


def resubmit(
    *, page: BasePage, declared_not_secret: bool, comment: str = "", by: "User | None", at: datetime.datetime
) -> Submission:
    raise NotImplementedError


def withdraw_submission(*, page: BasePage, reason: str, by: "User | None", at: datetime.datetime) -> None:
    raise NotImplementedError


def claim(*, state: ReviewState, by: "User", at: datetime.datetime) -> ReviewState:
    raise NotImplementedError


def release(*, state: ReviewState, by: "User", at: datetime.datetime) -> ReviewState:
    raise NotImplementedError


def assign(*, state: ReviewState, to: "User", by: "User", at: datetime.datetime) -> ReviewState:
    raise NotImplementedError


def approve(
    *, state: ReviewState, revision_id: int, content_hash: str, comment: str = "", by: "User", at: datetime.datetime
) -> Decision:
    raise NotImplementedError


def send_back(
    *,
    state: ReviewState,
    reason: str,
    revision_id: int | None = None,
    content_hash: str = "",
    by: "User",
    at: datetime.datetime,
) -> Decision:
    raise NotImplementedError


def publish_urgently(*, page: BasePage, revision_id: int, reason: str, by: "User", at: datetime.datetime) -> UrgentAct:
    raise NotImplementedError


def withdraw_urgently(*, page: BasePage, reason: str, by: "User", at: datetime.datetime) -> UrgentAct:
    raise NotImplementedError


def review_urgent_act(*, act: UrgentAct, verdict: str, comment: str, by: "User", at: datetime.datetime) -> UrgentAct:
    raise NotImplementedError


def name_urgent_delegate(
    *,
    agency: "OrgUnit",
    person: "User",
    valid_from: datetime.date,
    valid_to: datetime.date,
    reason: str = "",
    by: "User | None",
    at: datetime.datetime,
) -> UrgentDelegate:
    raise NotImplementedError


def sync_workflows(*, subsite: Subsite, by: "User | None", at: datetime.datetime) -> int:
    raise NotImplementedError
