"""Tasks and their states, submissions, decisions, approvals, urgent acts, fingerprints, rules of sites and sections."""

from cms.moderation.models.decision import Approval, BundleDecision, Decision
from cms.moderation.models.fingerprint import FingerprintBand, TextFingerprint
from cms.moderation.models.rule import DerivedWorkflow, ModerationRule
from cms.moderation.models.submission import Submission
from cms.moderation.models.task import ReviewState, ReviewTask
from cms.moderation.models.urgent import UrgentAct, UrgentDelegate

__all__ = [
    "Approval",
    "BundleDecision",
    "Decision",
    "DerivedWorkflow",
    "FingerprintBand",
    "ModerationRule",
    "ReviewState",
    "ReviewTask",
    "Submission",
    "TextFingerprint",
    "UrgentAct",
    "UrgentDelegate",
]
