"""Periodic jobs: each run belongs to one worker, however many there are."""

import datetime
import logging
import traceback

from cms.publishing.models import PeriodicJob
from cms.publishing.periodic import Periodic

logger = logging.getLogger(__name__)


def take_turn(job: Periodic, *, at: datetime.datetime) -> bool:
    """Whether this worker runs the job now; the row is moved on by a conditional UPDATE."""
    due = PeriodicJob.objects.filter(name=job.name, next_run_at__lte=at)
    next_run_at = at + datetime.timedelta(seconds=job.every_seconds)
    if due.update(next_run_at=next_run_at, last_run_at=at):
        return True
    fresh = PeriodicJob(name=job.name, next_run_at=at)
    PeriodicJob.objects.bulk_create([fresh], ignore_conflicts=True)
    return bool(due.update(next_run_at=next_run_at, last_run_at=at))


def run_job(job: Periodic, *, at: datetime.datetime) -> None:
    """Run a job; its error is kept in its row and logged, and it runs again at its next turn."""
    try:
        job.run(at)
        error = ""
    except Exception as failure:
        logger.exception("periodic job %s failed", job.name)
        error = "".join(traceback.format_exception(failure))[-4000:]
    PeriodicJob.objects.filter(name=job.name).exclude(error=error).update(error=error)
