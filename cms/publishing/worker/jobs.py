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
    """Run a job; its error is kept in its row, logged when it is a new one, and it runs again at its next turn."""
    error, failure = "", None
    try:
        job.run(at)
    except Exception as raised:
        failure = raised
        error = "".join(traceback.format_exception(raised))[-4000:]
    is_news = PeriodicJob.objects.filter(name=job.name).exclude(error=error).update(error=error)
    if failure is not None and is_news:
        logger.error("periodic job %s failed", job.name, exc_info=failure)
