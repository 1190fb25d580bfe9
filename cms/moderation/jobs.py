"""The periodic jobs of moderation."""

import datetime

from cms.moderation.actions import remind
from cms.moderation.actions.fingerprinting import fingerprint_missing


def send_reminders(at: datetime.datetime) -> int:
    """Announce the reminders that are due (R073); how many."""
    return remind(at=at)


def note_fingerprints(at: datetime.datetime) -> int:
    """Compare with texts that nobody noted yet (R022); how many were noted."""
    return fingerprint_missing(at=at)
