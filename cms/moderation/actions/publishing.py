"""What was approved goes live, at once or at its second; nothing else does (I4)."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision, WorkflowState

from cms.audit.actions import record
from cms.departments.models import OrgUnit
from cms.kernel.calendar import day_of
from cms.moderation.actions.locking import locked_page
from cms.moderation.errors import ApprovalMissing, NotInReview
from cms.moderation.hashing import content_hash
from cms.moderation.models import Approval, ReviewState
from cms.moderation.registry import ScheduleRefused, announce
from cms.moderation.steps import Step, Verdict
from cms.pages.models import BasePage
from cms.subsites.queries import subsite_of_page

if TYPE_CHECKING:
    from cms.accounts.models import User


@transaction.atomic
def publish_approved(*, workflow_state: WorkflowState, by: "User | None") -> None:
    """Publish the revision that the board approved in this workflow, never the latest (STACK §3b.5).

    Raise ApprovalMissing when no decision of the board stands behind the end of the workflow: it was ended by code.
    """
    state = ReviewState.objects.filter(pk=workflow_state.current_task_state_id, step=Step.BOARD_APPROVAL).first()
    decision = getattr(state, "decision", None)
    if decision is None or decision.verdict != Verdict.APPROVED or decision.revision is None:
        raise ApprovalMissing
    if not is_approved(decision.revision):
        raise ApprovalMissing
    decision.revision.publish(user=by, skip_permission_checks=True)


def is_approved(revision: Revision) -> bool:
    """Whether the revision, with the content it has now, may be public."""
    approval = Approval.objects.filter(revision=revision).first()
    return approval is not None and approval.content_hash == content_hash(revision)


@transaction.atomic
def may_go_live(*, revision: Revision, at: datetime.datetime) -> bool:
    """Ask again at the second of a schedule whether what was approved then may be public now (RELIABILITY 27).

    The same content, the page on the same site and still of the same unit, which still exists. Otherwise the schedule
    is taken away, the log and the people are told, and the answer is no. What code scheduled without any approval
    is code's affair: it goes live, and the log says "published outside the workflow".
    """
    approval = Approval.objects.select_related("department", "subsite").filter(revision=revision).first()
    if approval is None:
        return True
    try:
        page = locked_page(int(revision.object_id))
    except NotInReview:
        return False
    fresh = Revision.objects.filter(pk=revision.pk, approved_go_live_at__isnull=False).first()
    if fresh is None:
        return False  # somebody took the schedule away a moment ago
    reason = objection_to(page, fresh, approval, at=at)
    if not reason:
        return True
    _refuse(page, fresh, reason, at=at)
    return False


def objection_to(page: BasePage, revision: Revision, approval: Approval, *, at: datetime.datetime) -> str:
    """What has changed since the approval, in words; empty when nothing has."""
    if content_hash(revision) != approval.content_hash:
        return _("The text is no longer the one that was approved.")
    subsite = subsite_of_page(page)
    if subsite is None or subsite.pk != approval.subsite_id:
        return _("The page has moved to another site since it was approved.")
    if page.department_id != approval.department_id:
        return _("The page has been given to another department since it was approved.")
    unit: OrgUnit = approval.department
    if not unit.is_in_being(on=day_of(at)):
        return _("“{unit}” no longer exists.").format(unit=unit)
    return ""


def _refuse(page: BasePage, revision: Revision, reason: str, *, at: datetime.datetime) -> None:
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    data = {"revision": revision.pk, "reason": reason}
    record(action="moderation.schedule_refused", by=None, at=at, target=page, data=data)
    announce(ScheduleRefused(page=page, revision_id=revision.pk, reason=reason, at=at))
