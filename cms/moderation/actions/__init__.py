"""Every change of a review. Keyword-only, atomic; `by` and `at` explicit.

Each asks the policy itself: who decides is part of the rule, and Wagtail's own screens lead here too.
"""

from cms.moderation.actions.bundling import approve_bundle, judge_bundle, publish_bundled
from cms.moderation.actions.claiming import assign, claim, release
from cms.moderation.actions.commenting import comment_on
from cms.moderation.actions.deciding import GoLive, approve, send_back
from cms.moderation.actions.delegates import end_urgent_delegate
from cms.moderation.actions.opening import open_step
from cms.moderation.actions.publishing import may_go_live, publish_approved
from cms.moderation.actions.reminding import remind
from cms.moderation.actions.rule_setting import set_moderation_rule
from cms.moderation.actions.shared_words import approve_words, note_written_words, refuse_words
from cms.moderation.actions.submitting import resubmit, submit, withdraw_submission
from cms.moderation.actions.urgent import (
    name_urgent_delegate,
    publish_urgently,
    review_urgent_act,
    withdraw_urgently,
)
from cms.moderation.actions.workflows import sync_workflows

__all__ = [
    "GoLive",
    "approve",
    "approve_bundle",
    "approve_words",
    "assign",
    "claim",
    "comment_on",
    "end_urgent_delegate",
    "judge_bundle",
    "may_go_live",
    "name_urgent_delegate",
    "note_written_words",
    "open_step",
    "publish_approved",
    "publish_bundled",
    "publish_urgently",
    "refuse_words",
    "release",
    "remind",
    "resubmit",
    "review_urgent_act",
    "send_back",
    "set_moderation_rule",
    "submit",
    "sync_workflows",
    "withdraw_submission",
    "withdraw_urgently",
]
