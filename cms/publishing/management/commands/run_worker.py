"""`manage.py run_worker`: delivers what was published, and runs the periodic jobs."""

import signal
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from cms.publishing.periodic import periodic_jobs
from cms.publishing.worker import Worker, run_until_idle
from cms.publishing.worker.jobs import run_job, take_turn


class Command(BaseCommand):
    help = "Deliver publication events to their subscribers and run periodic jobs, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        mode = parser.add_mutually_exclusive_group()
        mode.add_argument("--once", action="store_true", help="the same: kept for scripts")
        mode.add_argument("--until-idle", action="store_true", help="as --once, until nothing is left to do")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"] or options["until_idle"]:
            self._run_due()
            return
        worker = Worker(clock=timezone.now)

        def stop(signum: int, frame: FrameType | None) -> None:
            worker.stop()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        worker.run()

    def _run_due(self) -> None:
        count = run_until_idle(clock=timezone.now)
        for job in periodic_jobs():
            if take_turn(job, at=timezone.now()):
                run_job(job, at=timezone.now())
        count += run_until_idle(clock=timezone.now)
        self.stdout.write(f"{count} deliveries")
