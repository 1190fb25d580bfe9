"""What moderation refuses, one class a rule. `Conflict` answers 409: somebody was faster."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError
from cms.moderation.requirements.issues import Issue


class Refused(DomainError):
    """Moderation said no."""


class Conflict(Refused):
    """The text is no longer what the person decided about."""


class OwnText(Refused):
    code = "own_text"
    message = _("Nobody decides about a text of their own or that they edited last. {deciders}")


class NotYourStep(Refused):
    code = "not_your_step"
    message = "{reason}"


class NewerDraft(Conflict):
    """`revision_id` is the newer one, `seen_revision_id` the one that was decided about."""

    code = "newer_draft"
    message = _("The text was changed while you were deciding. Read the new version; your comment has been kept.")


class AlreadyDecided(Conflict):
    """`by` and `decided_at` say who was faster and when, `verdict` what they said."""

    code = "already_decided"
    message = _("{by} has already decided at {decided_at:%H:%M %d/%m/%Y}: {verdict_label}.")


class Incomplete(Refused):
    """Something that the text must have is missing; `issues` say what."""

    code = "incomplete"
    message = _("The text is not complete: {summary}")

    def __init__(self, *, issues: list[Issue], **params: Any) -> None:
        self.issues = issues
        super().__init__(summary=" ".join(str(issue.message) for issue in issues), **params)


class NotInReview(Refused):
    code = "not_in_review"
    message = _("This text is not being reviewed.")


class AlreadyInReview(Refused):
    code = "already_in_review"
    message = _("This text has already been submitted.")


class NothingToSubmit(Refused):
    code = "nothing_to_submit"
    message = _("What is public is already this version: there is nothing to submit.")


class NoWorkflow(Refused):
    code = "no_workflow"
    message = _("This page stands on no site of the platform: nobody could review it.")


class ReasonMissing(Refused):
    code = "reason_missing"
    message = _("A reason is needed: whoever reads it later must understand what was decided and why.")


class ApprovalMissing(Refused):
    code = "approval_missing"
    message = _("No approval of this version is recorded: it is not published.")


class ClaimedByAnother(Conflict):
    code = "claimed_by_another"
    message = _("{person} has already taken this task.")


class CannotDecide(Refused):
    code = "cannot_decide"
    message = _("{person} may not decide this step, so the task cannot be given to them. {reason}")


class MomentPassed(DomainError):
    """A text cannot go live in the past, nor after it has ended."""

    code = "moment_passed"
    message = _("A text goes live after now and before it expires. Leave the moment empty to publish it at once.")


class StillScheduled(Refused):
    code = "still_scheduled"
    message = _("This version goes live at {go_live_at:%H:%M %d/%m/%Y}. Take the date away to publish it at once.")


class NotLive(Refused):
    code = "not_live"
    message = _("This page is not public.")


class AlreadyReviewed(Conflict):
    code = "already_reviewed"
    message = _("{by} has already reviewed this act.")


class EndsInThePast(Refused):
    code = "ends_in_the_past"
    message = _("The last day {valid_to:%d/%m/%Y} is before the first ({valid_from:%d/%m/%Y}).")


class OtherBundle(Conflict):
    """The drafts are no longer those the person decided about; `bundle_hash` is what they are now."""

    code = "other_bundle"
    message = _("The bundle has changed since you looked at it. Look at it again; its hash is now {bundle_hash}.")


class EmptyBundle(Refused):
    """No draft is left to approve; `of` says why, each reason once."""

    code = "empty_bundle"
    message = _("Nothing in this bundle can be approved.")

    @classmethod
    def of(cls, reasons: Iterable[str]) -> "EmptyBundle":
        """The same with the first reasons for which drafts were left out."""
        distinct = list(dict.fromkeys(reason for reason in reasons if reason))[:3]
        if not distinct:
            return cls()
        return cls(message=_("Nothing in this bundle can be approved: {reasons}"), reasons=" ".join(distinct))


class NoWordsWait(Conflict):
    code = "no_words_wait"
    message = _("Nothing waits here any more: somebody decided already, or the former words were written again.")


class NewerWords(Conflict):
    code = "newer_words"
    message = _("The words were changed while you were deciding. Read them again.")


class MayNotApproveWords(Refused):
    code = "may_not_approve_words"
    message = "{reason}"


class MayNotApproveBundle(Refused):
    code = "may_not_approve_bundle"
    message = "{reason}"
