"""The urgent lane (R072): the head of the board, or whom they named, acts at once; another member reviews it after."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cms.audit.actions import record
from cms.audit.deciding import deciding
from cms.departments.models import OrgUnit
from cms.departments.policy import actor_of, require
from cms.departments.queries import working_calendar
from cms.kernel.calendar import HANOI
from cms.kernel.text import clean_line, strip_controls
from cms.moderation.access import urgent_capacities
from cms.moderation.actions.locking import locked_page
from cms.moderation.errors import (
    AlreadyReviewed,
    EndsInThePast,
    Incomplete,
    NewerDraft,
    NotInReview,
    NotLive,
    ReasonMissing,
    StillScheduled,
)
from cms.moderation.hands import hands_of_draft
from cms.moderation.hashing import content_hash
from cms.moderation.intake import taking_back
from cms.moderation.models import Approval, UrgentAct, UrgentDelegate
from cms.moderation.queries import issues_of
from cms.moderation.registry import ActedUrgently, UrgentReviewed, announce
from cms.moderation.requirements.issues import Level
from cms.moderation.rules import URGENT_REVIEW_DAYS, capacity_to_decide, first_reminder
from cms.moderation.steps import UrgentKind, UrgentVerdict
from cms.pages.actions import withdraw
from cms.pages.models import BasePage
from cms.subsites.queries import subsite_of_page

if TYPE_CHECKING:
    from wagtail.models import Revision

    from cms.accounts.models import User


# What the audit log calls them.
CODES = {UrgentKind.PUBLISH: "moderation.publish_urgently", UrgentKind.WITHDRAW: "moderation.withdraw_urgently"}


@transaction.atomic
def publish_urgently(*, page: BasePage, revision_id: int, reason: str, by: "User", at: datetime.datetime) -> UrgentAct:
    """Publish the newest draft, which the person read, at once; a review that runs ends with it.

    Raise NotAllowed (four eyes hold here too), ReasonMissing, NewerDraft, Incomplete, StillScheduled; then nothing
    has changed. Another member of the board has to review it within a working day.
    """
    current = locked_page(page.pk)
    require(by, "publish_urgently", target=current, at=at)
    cleaned = _reason(reason)
    revision = current.get_latest_revision()
    if revision is None or revision.pk != revision_id:
        raise NewerDraft(revision_id=revision.pk if revision else None, seen_revision_id=revision_id)
    draft = revision.as_object()
    if draft.go_live_at is not None and draft.go_live_at > at:
        raise StillScheduled(go_live_at=draft.go_live_at.astimezone(HANOI))
    blocking = [issue for issue in issues_of(draft, at=at) if issue.level == Level.BLOCK]
    if blocking:
        raise Incomplete(issues=blocking)
    act = _noted(current, UrgentKind.PUBLISH, revision, reason=cleaned, by=by, at=at)
    if not Approval.objects.filter(revision=revision, content_hash=content_hash(revision)).exists():
        Approval.objects.create(
            revision=revision,
            page=current.page_ptr,
            content_hash=content_hash(revision),
            urgent_act=act,
            department=current.department,
            subsite=act.subsite,
            by=by,
            at=at,
        )
    with deciding(by=by, at=at), taking_back(_("Published urgently: {reason}").format(reason=cleaned)):
        revision.publish(user=by, skip_permission_checks=True)
    announce(ActedUrgently(act=act, at=at))
    return act


@transaction.atomic
def withdraw_urgently(*, page: BasePage, reason: str, by: "User", at: datetime.datetime) -> UrgentAct:
    """Take a live page from the public at once; the reason is what its address answers.

    Raise NotAllowed, ReasonMissing, NotLive; then nothing has changed.
    """
    current = locked_page(page.pk)
    require(by, "withdraw_urgently", target=current, at=at)
    cleaned = _reason(reason)
    if not current.live:
        raise NotLive
    act = _noted(current, UrgentKind.WITHDRAW, current.live_revision, reason=cleaned, by=by, at=at)
    withdraw(page=current, reason=cleaned, by=by, at=at)
    announce(ActedUrgently(act=act, at=at))
    return act


@transaction.atomic
def review_urgent_act(*, act: UrgentAct, verdict: str, comment: str, by: "User", at: datetime.datetime) -> UrgentAct:
    """Say afterwards whether an urgent act was right: another member of the board, once.

    It changes nothing public: who finds it wrong withdraws or mends the text by the ordinary ways. Raise NotAllowed,
    AlreadyReviewed, ReasonMissing for a verdict against it without a comment.
    """
    fresh = UrgentAct.objects.select_for_update(of=("self",)).select_related("subsite", "page").get(pk=act.pk)
    require(by, "review_urgent_act", target=fresh, at=at)
    if fresh.reviewed_by is not None:
        raise AlreadyReviewed(by=fresh.reviewed_by)
    said = strip_controls(comment, keep_lines=True).strip()
    chosen = UrgentVerdict(verdict)
    if chosen is UrgentVerdict.NOT_UPHELD and not said:
        raise ReasonMissing
    reviewed = UrgentAct.objects.filter(pk=fresh.pk, reviewed_by__isnull=True).update(
        reviewed_by=by, reviewed_at=at, verdict=chosen, review_comment=said, next_reminder_at=None
    )
    fresh.refresh_from_db()
    if not reviewed:  # on SQLite nothing but this condition stands between two reviewers
        raise AlreadyReviewed(by=fresh.reviewed_by)
    data = {"act": fresh.pk, "kind": fresh.kind, "verdict": chosen.value, "comment": said}
    record(action="moderation.urgent_reviewed", by=by, at=at, target=fresh, data=data)
    announce(UrgentReviewed(act=fresh, at=at))
    return fresh


@transaction.atomic
def name_urgent_delegate(
    *,
    agency: OrgUnit,
    person: "User",
    valid_from: datetime.date,
    valid_to: datetime.date,
    reason: str = "",
    by: "User | None",
    at: datetime.datetime,
) -> UrgentDelegate:
    """Let a person act urgently for an agency, both days inclusive. Raise NotAllowed, EndsInThePast."""
    if by is not None:
        require(by, "name_urgent_delegate", target=agency, at=at)
    if valid_to < valid_from:
        raise EndsInThePast(valid_from=valid_from, valid_to=valid_to)
    named = UrgentDelegate.objects.create(
        agency=agency, person=person, valid_from=valid_from, valid_to=valid_to, named_by=by, reason=clean_line(reason)
    )
    data = {"agency": agency.key, "person": person.pk, "from": valid_from, "to": valid_to, "reason": named.reason}
    record(action="moderation.urgent_delegate_named", by=by, at=at, target=named, data=data)
    return named


def _reason(reason: str) -> str:
    cleaned = clean_line(reason)
    if not cleaned:
        raise ReasonMissing
    return cleaned


def _noted(
    page: BasePage, kind: UrgentKind, revision: "Revision | None", *, reason: str, by: "User", at: datetime.datetime
) -> UrgentAct:
    """The act, open for review, and its audit row."""
    subsite = subsite_of_page(page)
    if subsite is None:
        raise NotInReview
    keys = page.section_keys()
    found = urgent_capacities(actor_of(by, at=at), subsite.unit_id)
    capacity = capacity_to_decide(found, hands=hands_of_draft(page.get_latest_revision_as_object()))
    due_at = working_calendar().due_at(triggered_at=at, days=URGENT_REVIEW_DAYS, counting="working_days")
    act = UrgentAct.objects.create(
        kind=kind,
        page=page.page_ptr,
        page_title=page.get_admin_display_title()[:255],
        subsite=subsite,
        department=page.department,
        section_key=keys[0] if keys else "",
        revision=revision,
        by=by,
        role=capacity.role if capacity is not None else "",
        reason=reason,
        at=at,
        due_at=due_at,
        next_reminder_at=first_reminder(due_at),
    )
    data = {
        "act": act.pk, "kind": kind.value, "revision": revision.pk if revision else None, "reason": reason,
        "role": act.role, "acting_for": capacity.delegation_id if capacity is not None else None,
    }  # fmt: skip
    record(action=CODES[kind], by=by, at=at, target=page, data=data)
    return act
