"""The periodic jobs of moderation."""

import datetime

from cms.moderation.actions import remind


def send_reminders(at: datetime.datetime) -> int:
    """Announce the reminders that are due (R073); how many."""
    return remind(at=at)
