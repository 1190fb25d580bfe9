"""A step opens: at a submission the first one, after an approval the next. Wagtail calls, whatever door it came by."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.models import Task, TaskState, WorkflowState
from wagtail.signals import task_submitted

from cms.audit.actions import record
from cms.audit.deciding import current_decision
from cms.departments.models import OrgUnit
from cms.departments.queries import working_calendar
from cms.moderation.actions.settling import settle_media
from cms.moderation.actions.submitting import require_submitter
from cms.moderation.configuration import configuration_of
from cms.moderation.errors import Incomplete, NoWorkflow
from cms.moderation.hands import writer_ids
from cms.moderation.intake import Intake, current_intake
from cms.moderation.models import ReviewState, ReviewTask, Submission
from cms.moderation.queries import issues_of
from cms.moderation.registry import Submitted, announce
from cms.moderation.requirements.issues import Level
from cms.moderation.rules import due_of_step, first_reminder
from cms.pages.models import BasePage
from cms.subsites.models import Subsite
from cms.subsites.queries import subsite_of_page

if TYPE_CHECKING:
    from cms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """Whose text it is, as it was when it was submitted; the same in every step of the round."""

    page: BasePage
    department: OrgUnit
    subsite: Subsite
    section_key: str
    locale: str
    requester: "User | None"
    writer_ids: list[int]


def moment() -> datetime.datetime:
    """When it happens: the action's moment; Wagtail's own screens bring none."""
    decision = current_decision()
    return decision.at if decision is not None else current_intake().at or timezone.now()


@transaction.atomic
def open_step(*, task: ReviewTask, workflow_state: WorkflowState, by: "User | None") -> ReviewState:
    """Open a step of a workflow for its text: freeze whose it is, set due date and reminder (R070, R073).

    Without a step before it this is a submission: raise NotAllowed, NoWorkflow, Incomplete. A resubmission begins
    at the first step again, for the text has changed since the steps before the return were passed.
    """
    previous = workflow_state.current_task_state
    at = moment()
    if previous is None:
        return _submitted(workflow_state, by=by, at=at)
    before = ReviewState.objects.select_related("page", "department", "subsite", "requester").get(pk=previous.pk)
    page = before.page.specific
    frozen = Frozen(
        page=page,
        department=before.department,
        subsite=before.subsite,
        section_key=before.section_key,
        locale=before.locale,
        requester=before.requester,
        writer_ids=before.writer_ids,
    )
    return _opened(task, workflow_state, frozen, at=at)


def _submitted(workflow_state: WorkflowState, *, by: "User | None", at: datetime.datetime) -> ReviewState:
    page = workflow_state.content_object.specific
    require_submitter(page, by=by, at=at)
    intake = current_intake()
    draft = page.get_latest_revision_as_object()
    _require_complete(draft, intake, at=at)
    settle_media(draft, at=at)
    frozen = _freeze(page, draft, by=by)
    # What was approved before a return no longer counts; the decisions themselves are kept.
    earlier = workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED)
    earlier.update(status=TaskState.STATUS_CANCELLED)
    first = Task.objects.filter(workflow_tasks__workflow=workflow_state.workflow, active=True)
    task = first.order_by("workflow_tasks__sort_order").first()
    submission, is_again = _noted(workflow_state, frozen, intake, by=by, at=at)
    state = _opened(task.specific, workflow_state, frozen, at=at)
    data = {
        "state": state.pk, "revision": state.revision_id, "department": frozen.department.key,
        "site": frozen.subsite.key, "round": submission.rounds, "declared_not_secret": intake.declared_not_secret,
        "is_urgent": intake.is_urgent, "comment": intake.comment if intake.is_urgent else "",
    }  # fmt: skip
    record(action="moderation.submitted", by=by, at=at, target=page, data=data)
    announce(Submitted(page=draft, submission=submission, state=state, is_again=is_again, by=by, at=at))
    return state


def _require_complete(draft: BasePage, intake: Intake, *, at: datetime.datetime) -> None:
    issues = issues_of(draft, at=at, declared_not_secret=intake.declared_not_secret)
    blocking = [issue for issue in issues if issue.level == Level.BLOCK]
    if blocking:
        raise Incomplete(issues=blocking)


def _freeze(page: BasePage, draft: BasePage, *, by: "User | None") -> Frozen:
    subsite = subsite_of_page(page)
    if subsite is None:
        raise NoWorkflow
    keys = page.section_keys()
    return Frozen(
        page=page,
        # Of the stored row: a draft of a live page may name another unit, and becomes its own by this very review.
        department=page.department,
        subsite=subsite,
        section_key=keys[0] if keys else "",
        locale=page.locale.language_code,
        requester=by,
        writer_ids=writer_ids(draft, requester_id=by.pk if by is not None else None),
    )


def _noted(
    workflow_state: WorkflowState, frozen: Frozen, intake: Intake, *, by: "User | None", at: datetime.datetime
) -> tuple[Submission, bool]:
    said = {
        "requester": by,
        "submitted_at": at,
        "department": frozen.department,
        "declared_not_secret": intake.declared_not_secret,
        "is_urgent": intake.is_urgent,
        "checklist": intake.checklist,
        "comment": intake.comment,
    }
    submission, created = Submission.objects.get_or_create(workflow_state=workflow_state, defaults=said)
    if not created:
        for name, value in said.items():
            setattr(submission, name, value)
        submission.rounds += 1
        submission.save()
    return submission, not created


def _opened(task: ReviewTask, workflow_state: WorkflowState, frozen: Frozen, *, at: datetime.datetime) -> ReviewState:
    configured = configuration_of(frozen.subsite, frozen.section_key)
    due = due_of_step(
        task.step,
        opened_at=at,
        days=configured.days(task.step),
        counting=frozen.subsite.day_counting,
        calendar=working_calendar(),
    )
    latest = frozen.page.get_latest_revision()
    state: ReviewState = ReviewState.objects.create(
        workflow_state=workflow_state,
        status=TaskState.STATUS_IN_PROGRESS,
        revision=latest,
        task=task,
        page=frozen.page.page_ptr,
        step=task.step,
        department=frozen.department,
        subsite=frozen.subsite,
        section_key=frozen.section_key,
        locale=frozen.locale,
        requester=frozen.requester,
        writer_ids=frozen.writer_ids,
        began_with_revision_id=latest.pk,
        opened_at=at,
        due_at=due.at,
        due_basis=due.basis(),
        next_reminder_at=first_reminder(due.at),
    )
    task_submitted.send(sender=ReviewState, instance=state, user=frozen.requester)
    return state
