"""The periodic jobs: registered by `cms.publishing`, whose worker runs them."""

import datetime

from cms.notifications.actions import forget_old
from cms.notifications.sending import send_mails
from cms.notifications.writing import write_mails


def write_due_mails(at: datetime.datetime) -> int:
    """Write what is due; how many mails."""
    return write_mails(at)


def send_waiting_mails(at: datetime.datetime) -> int:
    """Send what waits; how many mails."""
    return send_mails(at)


def forget_old_notifications(at: datetime.datetime) -> int:
    """Delete what nobody needs any more; how many messages."""
    return forget_old(at=at)
