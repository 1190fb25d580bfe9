"""One decision of the board about many drafts (an import), and their publication one by one (ADR 0131).

What the ordinary way asks of each text is asked here of each draft: nobody's own, unchanged since it was read, not
in a review of its own, complete. Who may decide is asked once: the board, never whoever prepared the bundle.
"""

import datetime
from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from cms.audit.actions import record
from cms.audit.deciding import deciding
from cms.departments.policy import actor_of, may
from cms.departments.standing import read_organisation
from cms.kernel.groups import in_groups
from cms.kernel.text import strip_controls
from cms.moderation.access import board_capacities
from cms.moderation.actions.locking import locked_page
from cms.moderation.actions.publishing import is_approved, objection_to
from cms.moderation.bundles import Bundle, BundledDraft, Judgement, LeftOut
from cms.moderation.errors import ApprovalMissing, EmptyBundle, MayNotApproveBundle, NewerDraft, OtherBundle
from cms.moderation.hands import hands_of_drafts
from cms.moderation.hashing import content_hash
from cms.moderation.models import Approval, BundleDecision
from cms.moderation.queries import issues_of_drafts
from cms.moderation.requirements.issues import Issue, Level
from cms.moderation.rules import Capacity, Hands, capacity_to_decide
from cms.pages.models import BasePage
from cms.pages.newest_drafts import newest_texts, pages_with_newest
from cms.pages.tree_locks import locked
from cms.subsites.models import Subsite
from cms.subsites.queries import Homes, read_homes

if TYPE_CHECKING:
    from cms.accounts.models import User

# Drafts that are held in memory together with their pages, versions and the words of their files.
_READ_AT_ONCE = 200


def judge_bundle(*, bundle: Bundle, bundle_hash: str, by: "User", at: datetime.datetime) -> Judgement:
    """What of a bundle a person may allow, draft by draft: read only, as many queries for two hundred as for one.

    It takes seconds for thousands of them, so ask it outside a transaction. `bundle_hash` is what the person read.
    Raise MayNotApproveBundle, OtherBundle, EmptyBundle when no draft is left.
    """
    _capacity(bundle, by=by, at=at)
    if bundle_hash != bundle.hash:
        raise OtherBundle(bundle_hash=bundle.hash)
    allowed: list[tuple[str, BundledDraft, int]] = []
    left_out: list[LeftOut] = []
    homes = read_homes()
    for drafts in in_groups(bundle.drafts, _READ_AT_ONCE):
        places, objections = _judged(bundle, drafts, homes=homes, by=by, at=at)
        for draft in drafts:
            if reason := objections[draft]:
                left_out.append(LeftOut(page_id=draft.page_id, reason=reason))
            else:
                path, department = places[draft.page_id]
                allowed.append((path, draft, department))
    if not allowed:
        raise EmptyBundle.of(one.reason for one in left_out)
    from_the_top = sorted(allowed, key=itemgetter(0))
    return Judgement(
        allowed=tuple((draft, department) for _path, draft, department in from_the_top), left_out=tuple(left_out)
    )


@transaction.atomic
def approve_bundle(
    *,
    bundle: Bundle,
    bundle_hash: str,
    comment: str = "",
    by: "User",
    at: datetime.datetime,
    judged: Judgement | None = None,
) -> tuple[BundleDecision, list[LeftOut]]:
    """Allow exactly the drafts of a bundle to be public; what changed, or may not be public, is left out and named.

    `judged` is what `judge_bundle` said a moment ago of this bundle: what moved since is left out as well. Nothing is
    published yet: `publish_bundled` does that one by one. Raise what `judge_bundle` raises; then nothing has changed.
    """
    judged = judged or judge_bundle(bundle=bundle, bundle_hash=bundle_hash, by=by, at=at)
    capacity = _capacity(bundle, by=by, at=at)
    if bundle_hash != bundle.hash:
        raise OtherBundle(bundle_hash=bundle.hash)
    moved = _moved(judged)
    allowed = [(draft, department) for draft, department in judged.allowed if draft.page_id not in moved]
    if not allowed:
        raise EmptyBundle
    decision = BundleDecision.objects.create(
        title=bundle.title[:255],
        bundle_hash=bundle.hash,
        count=len(allowed),
        subsite=bundle.subsite,
        by=by,
        role=capacity.role,
        unit_id=capacity.unit_id,
        acting_for_id=capacity.delegation_id,
        at=at,
        comment=strip_controls(comment, keep_lines=True).strip(),
    )
    _allow(allowed, decision)
    data = {
        "bundle": decision.pk, "bundle_hash": decision.bundle_hash, "texts": decision.count,
        "role": decision.role, "acting_for": decision.acting_for_id, "comment": decision.comment,
    }  # fmt: skip
    record(action="moderation.bundle_approved", by=by, at=at, target=decision, data=data)
    since = [LeftOut(page_id=page_id, reason=reason) for page_id, reason in moved.items()]
    return decision, [*judged.left_out, *since]


@transaction.atomic
def publish_bundled(*, page_id: int, revision_id: int, decision: BundleDecision, at: datetime.datetime) -> bool:
    """Publish a revision that a decision about a bundle allows; False when it is public already.

    The approval is asked again at this moment, as at the second of a schedule. Raise NewerDraft when the newest draft
    is another than the approved one, ApprovalMissing with the reason for whatever else; then nothing has changed.
    """
    page = locked_page(page_id)
    rows = Approval.objects.select_related("revision", "department", "subsite")
    allowed = rows.filter(page_id=page_id, revision_id=revision_id).first()
    if allowed is None or allowed.revision is None:
        raise ApprovalMissing
    if page.live and page.live_revision_id == allowed.revision_id:
        return False
    latest = page.get_latest_revision()
    if latest is None or latest.pk != allowed.revision_id or not is_approved(allowed.revision):
        raise NewerDraft(revision_id=latest.pk if latest else None, seen_revision_id=allowed.revision_id)
    if reason := objection_to(page, allowed.revision, allowed, at=at):
        raise ApprovalMissing(message=reason)
    with deciding(by=decision.by, at=at):
        allowed.revision.publish(user=decision.by, skip_permission_checks=True)
    return True


def _capacity(bundle: Bundle, *, by: "User", at: datetime.datetime) -> Capacity:
    """As what the person decides; raise MayNotApproveBundle."""
    answer = may(by, "approve_bundle", target=bundle, at=at)
    if not answer:
        raise MayNotApproveBundle(reason=answer.reason)
    found = board_capacities(actor_of(by, at=at), bundle.subsite.unit_id, read_organisation())
    capacity = capacity_to_decide(found, hands=Hands(writers=bundle.prepared_by, last_editor=None))
    if capacity is None:
        raise MayNotApproveBundle(reason=_("Only members of the editorial board of this agency approve a bundle."))
    return capacity


def _judged(
    bundle: Bundle, drafts: Sequence[BundledDraft], *, homes: Homes, by: "User", at: datetime.datetime
) -> tuple[dict[int, tuple[str, int]], dict[BundledDraft, str]]:
    """Path and department of the pages of drafts; and what stands against approving each draft, in words."""
    pages = pages_with_newest([draft.page_id for draft in drafts])
    objections = {draft: _unlike(draft, pages.get(draft.page_id)) for draft in drafts}
    texts = newest_texts([pages[draft.page_id] for draft, objection in objections.items() if not objection])
    in_review, hands = _in_review_of(list(texts)), hands_of_drafts(list(texts.values()))
    missing = dict(zip(texts, issues_of_drafts(list(texts.values()), at=at, declared_not_secret=True), strict=True))
    for draft in drafts:
        if not objections[draft]:
            pk, text = draft.page_id, texts[draft.page_id]
            objections[draft] = _against(
                text, bundle, subsite=homes.subsite_at(text.path), is_in_review=pk in in_review,
                hands=hands[pk], issues=missing[pk], by=by, at=at,
            )  # fmt: skip
    return {pk: (page.path, page.department_id) for pk, page in pages.items()}, objections


def _unlike(draft: BundledDraft, page: BasePage | None) -> str:
    """Whether the newest draft of a page is another than that of the bundle, in words."""
    if page is None:
        return _("The page no longer exists.")
    revision = page.latest_revision
    if revision is None or revision.pk != draft.revision_id or content_hash(revision) != draft.content_hash:
        return _changed()
    return ""


def _moved(judged: Judgement) -> dict[int, str]:
    """Pages that are other than a moment ago, and how, in words. They are held until the decision is written.

    A content that was changed past the model in its revision is found at the publication.
    """
    moved: dict[int, str] = {}
    for drafts in in_groups(draft for draft, _department in judged.allowed):
        ids = [draft.page_id for draft in drafts]
        newest = dict(locked(Page.objects.filter(pk__in=ids)).values_list("pk", "latest_revision_id"))
        in_review = _in_review_of(ids)
        for draft in drafts:
            if newest.get(draft.page_id) != draft.revision_id:
                moved[draft.page_id] = _changed()
            elif draft.page_id in in_review:
                moved[draft.page_id] = _in_review()
    return moved


def _in_review_of(ids: Sequence[int]) -> set[int]:
    """Which of the pages are in a review of their own. One query."""
    running = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(page_id) for page_id in ids],
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return {int(page_id) for page_id in running.values_list("object_id", flat=True)}


def _changed() -> str:
    return _("The draft was changed after it was imported: it needs its own approval.")


def _in_review() -> str:
    return _("The draft is in a review of its own.")


def _against(
    text: BasePage,
    bundle: Bundle,
    *,
    subsite: Subsite | None,
    is_in_review: bool,
    hands: Hands,
    issues: Sequence[Issue],
    by: "User",
    at: datetime.datetime,
) -> str:
    """Why this draft needs a decision of its own, or none at all; empty when nothing is in the way."""
    if subsite is None or subsite.pk != bundle.subsite.pk:
        return _("The page is on another site.")
    if is_in_review:
        return _in_review()
    if text.go_live_at is not None and text.go_live_at > at:
        return _("The draft has a date of publication: it needs its own approval.")
    if by.pk in hands.writers or by.pk == hands.last_editor:
        return _("It is the approver's own text: somebody else must approve it.")
    return " ".join(str(issue.message) for issue in issues if issue.level == Level.BLOCK)


def _allow(allowed: Sequence[tuple[BundledDraft, int]], decision: BundleDecision) -> None:
    """The approval of each revision; one that was approved before (and withdrawn since) keeps its first approval."""
    for some in in_groups(allowed):
        known = Approval.objects.filter(revision_id__in=[draft.revision_id for draft, _department in some])
        before = set(known.values_list("revision_id", "content_hash"))
        Approval.objects.add_all(
            [
                Approval(
                    revision_id=draft.revision_id,
                    page_id=draft.page_id,
                    content_hash=draft.content_hash,
                    bundle_decision=decision,
                    department_id=department_id,
                    subsite=decision.subsite,
                    by=decision.by,
                    at=decision.at,
                )
                for draft, department_id in some
                if (draft.revision_id, draft.content_hash) not in before
            ]
        )
