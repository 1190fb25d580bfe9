"""The periodic jobs of translations."""

import datetime

from cms.translation.actions.assigning import follow_organisation
from cms.translation.actions.preparing import prepare_next
from cms.translation.actions.reminding import remind

_MOST_IN_A_TURN = 20


def prepare_texts(at: datetime.datetime) -> int:
    """Take apart what waits for it, the first due first; how many."""
    done = 0
    while done < _MOST_IN_A_TURN and prepare_next(at=at) is not None:
        done += 1
    return done


def send_reminders(at: datetime.datetime) -> int:
    """Announce the reminders that are due, and escalate what is late; how many."""
    return remind(at=at)


def follow_people(at: datetime.datetime) -> int:
    """Units that closed, translators who came and left: open requests go to who is there; how many."""
    return follow_organisation(at=at)
