"""Periodic jobs: each run belongs to one worker, however many there are, or to one of each machine."""

import datetime
import logging
import socket
import traceback

from cms.publishing.models import PeriodicJob
from cms.publishing.periodic import Periodic

logger = logging.getLogger(__name__)


# A machine that has not run its jobs for so long is gone, and its rows with it.
GONE_AFTER = datetime.timedelta(days=7)
_LONGEST_NAME = 60


def row_name(job: Periodic) -> str:
    """The row that hands out a job's turns: one for all machines, or this machine's own."""
    return f"{job.name}@{socket.gethostname()}"[:_LONGEST_NAME] if job.is_per_host else job.name


def take_turn(job: Periodic, *, at: datetime.datetime) -> bool:
    """Whether this worker runs the job now; the row is moved on by a conditional UPDATE."""
    name = row_name(job)
    due = PeriodicJob.objects.filter(name=name, next_run_at__lte=at)
    next_run_at = at + datetime.timedelta(seconds=job.every_seconds)
    if due.update(next_run_at=next_run_at, last_run_at=at):
        return True
    if job.is_per_host:
        PeriodicJob.objects.filter(name__startswith=f"{job.name}@", next_run_at__lt=at - GONE_AFTER).delete()
    fresh = PeriodicJob(name=name, next_run_at=at)
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
    is_news = PeriodicJob.objects.filter(name=row_name(job)).exclude(error=error).update(error=error)
    if failure is not None and is_news:
        logger.error("periodic job %s failed", job.name, exc_info=failure)
