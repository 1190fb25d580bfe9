"""Every mutation of requests and translations."""

from cms.translation.actions.assigning import (
    assign_request,
    claim_request,
    follow_organisation,
    hand_over_request,
    release_request,
)
from cms.translation.actions.building import build_draft
from cms.translation.actions.hearing import hear, hear_review
from cms.translation.actions.opening import ask_for_translation, open_request
from cms.translation.actions.permitting import check_writable, require_writable
from cms.translation.actions.preparing import ask_for_preparation, prepare_next, prepare_request
from cms.translation.actions.reminding import remind
from cms.translation.actions.replacing import replace_in_translation
from cms.translation.actions.rule_setting import set_translation_rule
from cms.translation.actions.waiving import reopen_request, waive_request
from cms.translation.actions.writing import Saved, save_segments

__all__ = [
    "Saved",
    "ask_for_preparation",
    "ask_for_translation",
    "assign_request",
    "build_draft",
    "check_writable",
    "claim_request",
    "follow_organisation",
    "hand_over_request",
    "hear",
    "hear_review",
    "open_request",
    "prepare_next",
    "prepare_request",
    "release_request",
    "remind",
    "reopen_request",
    "replace_in_translation",
    "require_writable",
    "save_segments",
    "set_translation_rule",
    "waive_request",
]
