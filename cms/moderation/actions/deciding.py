"""A step is decided: by one person, about one revision, once (R071; RELIABILITY 23, 25, 26)."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.audit.actions import record
from cms.audit.deciding import deciding
from cms.departments.policy import actor_of
from cms.departments.standing import read_organisation
from cms.kernel.text import strip_controls
from cms.moderation.access import capacities, judge
from cms.moderation.actions.locking import locked_state, require_open
from cms.moderation.checklist import Point
from cms.moderation.errors import Incomplete, MomentPassed, NewerDraft, NotYourStep, OwnText, ReasonMissing
from cms.moderation.hands import hands_of_step
from cms.moderation.hashing import content_hash as hash_of_content
from cms.moderation.models import Approval, Decision, ReviewState, Submission
from cms.moderation.moments import expiry_of, go_live_of
from cms.moderation.queries import deciders_of, issues_of
from cms.moderation.registry import Decided, Returned, announce
from cms.moderation.requirements.issues import Level
from cms.moderation.rules import Capacity, capacity_to_decide, is_own_text
from cms.moderation.steps import Step, Verdict
from cms.pages.models import BasePage
from cms.pages.schedule import refusal_of

if TYPE_CHECKING:
    from cms.accounts.models import User


# What the audit log calls them.
CODES = {Verdict.APPROVED: "moderation.approved", Verdict.RETURNED: "moderation.returned"}


@dataclass(frozen=True, kw_only=True)
class Case:
    """An open step whose page is locked, the revision in question, and as what the person decides."""

    state: ReviewState
    page: BasePage
    revision: Revision
    capacity: Capacity


@dataclass(frozen=True, kw_only=True)
class GoLive:
    """When a text that the board approves becomes public; None: at once."""

    at: datetime.datetime | None


@transaction.atomic
def approve(
    *,
    state: ReviewState,
    revision_id: int,
    content_hash: str,
    comment: str = "",
    checklist: Collection[str] = (),
    go_live: GoLive | None = None,
    by: "User",
    at: datetime.datetime,
) -> Decision:
    """Pass a step; the last one publishes exactly this revision, or schedules it.

    `revision_id` and `content_hash` are of what the person read, `checklist` the points they confirmed (R023, R024).
    `go_live`, of the board alone, replaces the hour that the draft names; the hour is no content. Raise MomentPassed,
    BeginsTooFarAhead and EndsTooFarAhead (of moments that the draft brings, too), NotYourStep, OwnText, AlreadyDecided,
    NotInReview, NewerDraft when the newest draft is another, Incomplete when it may not be public as it stands; then
    nothing has changed. Of decisions made at once exactly one wins; the others learn whose.
    """
    case = _open_case(state, by=by, at=at)
    _require_same(case.revision, revision_id=revision_id, content_hash=content_hash)
    _require_complete(case, at=at)
    if case.state.step == Step.BOARD_APPROVAL:
        if go_live is not None:
            _plan(case.revision, go_live.at, at=at)
        _require_near(case.revision, at=at)
    decision = _decide(case, Verdict.APPROVED, comment=comment, checklist=checklist, by=by, at=at)
    if case.state.step == Step.BOARD_APPROVAL:
        allow(revision=case.revision, decision=decision, state=case.state, page=case.page)
    case.state.revision = case.revision  # what was decided about, not what the step began with
    with deciding(by=by, at=at):
        case.state.approve(user=by, comment=decision.comment)
    opened = ReviewState.objects.filter(pk=case.state.workflow_state.current_task_state_id, status="in_progress")
    announce(Decided(decision=decision, state=case.state, next_state=opened.first(), at=at))
    return decision


@transaction.atomic
def send_back(
    *,
    state: ReviewState,
    reason: str,
    revision_id: int | None = None,
    content_hash: str = "",
    by: "User",
    at: datetime.datetime,
) -> Decision:
    """Return a text to its writers, with the reason they read (R071).

    With `revision_id` and `content_hash` it is refused, too, when the newest draft is another. Raise ReasonMissing
    and what `approve` raises.
    """
    case = _open_case(state, by=by, at=at)
    cleaned = strip_controls(reason, keep_lines=True).strip()
    if not cleaned:
        raise ReasonMissing
    if revision_id is not None:
        _require_same(case.revision, revision_id=revision_id, content_hash=content_hash)
    decision = _decide(case, Verdict.RETURNED, comment=cleaned, by=by, at=at)
    case.state.revision = case.revision
    with deciding(by=by, at=at):
        case.state.reject(user=by, comment=cleaned)
    announce(Returned(decision=decision, state=case.state, at=at))
    return decision


def allow(*, revision: Revision, decision: Decision, state: ReviewState, page: BasePage) -> Approval:
    """Note that a revision may be public. One approved before (withdrawn and sent again) keeps its first approval."""
    known = Approval.objects.filter(revision=revision).first()
    if known is not None and known.content_hash == decision.content_hash:
        return known
    return Approval.objects.create(
        revision=revision,
        page=state.page,
        content_hash=decision.content_hash,
        decision=decision,
        department=page.department,
        subsite=state.subsite,
        by=decision.by,
        at=decision.at,
    )


def _open_case(state: ReviewState, *, by: "User", at: datetime.datetime) -> Case:
    """Lock the page, then ask: whose step, still open, not their own text."""
    fresh, page = locked_state(state)
    actor, organisation = actor_of(by, at=at), read_organisation()
    found = capacities(actor, fresh, organisation) if by.is_active else []
    if not found:
        raise NotYourStep(reason=_("This step is not yours: {step}.").format(step=fresh.get_step_display()))
    require_open(fresh)
    hands = hands_of_step(fresh)
    capacity = capacity_to_decide(found, hands=hands)
    if is_own_text(person=by.pk, step=fresh.step, hands=hands):
        raise OwnText(deciders=_who_else(fresh, at=at))
    if capacity is None:
        raise NotYourStep(reason=judge(actor, fresh, hands=hands, organisation=organisation).reason)
    revision = page.get_latest_revision()
    return Case(state=fresh, page=page, revision=revision, capacity=capacity)


def _who_else(state: ReviewState, *, at: datetime.datetime) -> str:
    names = ", ".join(str(person) for person in deciders_of(state, at))
    return _("Those who may decide: {names}.").format(names=names) if names else ""


def _require_same(revision: Revision, *, revision_id: int, content_hash: str) -> None:
    """A draft saved over the revision that was read (autosave) counts as a newer one: its hash is another."""
    if revision.pk != revision_id or hash_of_content(revision) != content_hash:
        raise NewerDraft(revision_id=revision.pk, seen_revision_id=revision_id)


def _require_complete(case: Case, *, at: datetime.datetime) -> None:
    if case.state.step != Step.BOARD_APPROVAL:
        return
    submission = Submission.objects.filter(workflow_state=case.state.workflow_state).first()
    declared = submission.declared_not_secret if submission is not None else False
    issues = issues_of(case.revision.as_object(), at=at, declared_not_secret=declared)
    blocking = [issue for issue in issues if issue.level == Level.BLOCK]
    if blocking:
        raise Incomplete(issues=blocking)


def _plan(revision: Revision, moment: datetime.datetime | None, *, at: datetime.datetime) -> None:
    """Write the hour into the revision that is decided about: what was read stays the same (`hashing`)."""
    ends = expiry_of(revision)
    if moment is not None and (moment <= at or (ends is not None and ends <= moment)):
        raise MomentPassed
    if go_live_of(revision) != moment:
        revision.content["go_live_at"] = moment.isoformat() if moment is not None else None
        revision.save(update_fields=["content"])


def _require_near(revision: Revision, *, at: datetime.datetime) -> None:
    """Neither the hour nor the end that is approved lies beyond what a page may have (`cms.pages.schedule`)."""
    for name, moment in (("go_live_at", go_live_of(revision)), ("expire_at", expiry_of(revision))):
        refusal = refusal_of(name, moment, at=at)
        if refusal is not None:
            raise refusal


def _decide(
    case: Case,
    verdict: Verdict,
    *,
    comment: str,
    checklist: Collection[str] = (),
    by: "User",
    at: datetime.datetime,
) -> Decision:
    """The row and its audit entry; UNIQUE(task_state) is the database's own word that there is only one."""
    state, revision = case.state, case.revision
    decision = Decision.objects.create(
        task_state=state,
        page=state.page,
        page_title=case.page.get_admin_display_title()[:255],
        step=state.step,
        verdict=verdict,
        revision=revision,
        content_hash=hash_of_content(revision),
        by=by,
        role=case.capacity.role,
        unit_id=case.capacity.unit_id,
        acting_for_id=case.capacity.delegation_id,
        at=at,
        comment=strip_controls(comment, keep_lines=True).strip(),
        checklist=[point.value for point in Point if point in checklist],
    )
    data = {
        "state": state.pk, "step": state.step, "revision": revision.pk, "content_hash": decision.content_hash,
        "role": decision.role, "unit": decision.unit.key, "acting_for": decision.acting_for_id,
        "comment": decision.comment, "checklist": decision.checklist,
    }  # fmt: skip
    if moment := revision.content.get("go_live_at"):
        data["go_live_at"] = moment
    record(action=CODES[verdict], by=by, at=at, target=case.page, data=data)
    return decision
