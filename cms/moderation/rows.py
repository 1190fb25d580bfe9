"""What lists of tasks show: values, without a query behind any of them."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cms.departments.models import OrgUnit
from cms.departments.policy import Decision as May

if TYPE_CHECKING:
    from cms.accounts.models import User

URGENT_REVIEW = "urgent_review"  # the step of a row that asks to review an urgent act


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """Something that waits for a decision. `step` is a `Step`, or URGENT_REVIEW; one of `state_id`, `act_id` is set.

    `due_words` say why this date. `may_decide` is the policy's answer for the person who asked.
    """

    page_id: int | None
    title: str
    section: str
    department: OrgUnit
    step: str
    step_label: str
    requester: "User | None"
    waiting_since: datetime.datetime
    due_at: datetime.datetime
    due_words: str
    is_overdue: bool
    is_at_risk: bool
    may_decide: May
    locale: str
    site_key: str
    is_urgent: bool = False
    claimed_by: "User | None" = None
    assigned_to: "User | None" = None
    state_id: int | None = None
    act_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class DraftRow:
    """A text of the person's own that is not public as it stands. `returned_comment`: why, if it was sent back."""

    page_id: int
    title: str
    department: OrgUnit
    locale: str
    changed_at: datetime.datetime | None
    is_live: bool
    is_returned: bool
    returned_comment: str = ""
