"""The periodic jobs of imports."""

import datetime
import time

from procedures.actions import ask_sources, publish_items, remind_of_changes, work_on
from procedures.models import ImportBatch

# How long a turn lasts: other jobs have lanes of their own, but a stop of the worker should not wait for minutes.
TURN_SECONDS = 20.0


def go_on_with_imports(at: datetime.datetime) -> int:
    """Compare, write and publish what is open, the oldest import first; how many records.

    What the command line has begun to write it also ends (`--resume`); what was approved is published by either.
    """
    ends_at = time.monotonic() + TURN_SECONDS
    done = 0
    rows = ImportBatch.objects.working().select_related("subsite__unit", "by", "decision__by").order_by("pk")
    for batch in rows.exclude(by__isnull=True, state=ImportBatch.State.PREPARING):
        work = publish_items if batch.state == ImportBatch.State.PUBLISHING else work_on
        for _item in work(batch=batch, at=at):
            done += 1
            if time.monotonic() >= ends_at:
                return done
    return done


def remind(at: datetime.datetime) -> int:
    """Announce the clocks of publication decisions that are due; how many."""
    return remind_of_changes(at=at)


def ask_for_figures(at: datetime.datetime) -> int:
    """Ask the connectors for processing figures; how many new deliveries."""
    return ask_sources(at=at)
