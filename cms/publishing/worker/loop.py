"""The worker's main thread: looks for work a few times a second, wakes lanes, renews leases, shows it lives."""

import logging
import os
import socket
import threading
import time

from django.db import DatabaseError, close_old_connections, connections

from cms.publishing.models import WorkerHeartbeat
from cms.publishing.periodic import Periodic, periodic_jobs
from cms.publishing.subscribers import subscriber
from cms.publishing.worker.claiming import lease_length, renew, waiting_subscribers
from cms.publishing.worker.delivering import Clock, Held
from cms.publishing.worker.jobs import run_job, take_turn
from cms.publishing.worker.lanes import Lane, delivery_lane

logger = logging.getLogger(__name__)
LOOK_EVERY = 0.15  # seconds; an event is seen within this
BEAT_EVERY = 5.0
END_WITHIN = 25.0  # seconds for the work in hand at a stop; what is not done then is taken up by lease


class Worker:
    """One process of `run_worker`. Any number may run at once."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._stop = threading.Event()
        self._held = Held()
        self._lanes: dict[str, Lane] = {}
        self._job_due: dict[str, float] = {}
        self._beat_due = 0.0
        self._renew_due = 0.0
        self.name = f"{socket.gethostname()}:{os.getpid()}"

    def stop(self) -> None:
        """End soon and cleanly; safe from a signal handler."""
        self._stop.set()

    def run(self) -> None:
        """Work until stopped. A database that is away is waited for."""
        started_at = self._clock()
        logger.info("worker %s starts", self.name)
        while not self._stop.is_set():
            try:
                close_old_connections()
                self._look(started_at=started_at)
                pause = LOOK_EVERY
            except DatabaseError:
                logger.exception("the database is away")
                connections.close_all()
                pause = 1.0
            self._stop.wait(pause)
        self._end()

    def _look(self, *, started_at: object) -> None:
        for name in waiting_subscribers(at=self._clock()):
            to = subscriber(name)
            if to is None:
                continue
            if name not in self._lanes:
                self._lanes[name] = delivery_lane(to, clock=self._clock, held=self._held)
            self._lanes[name].wake()
        now = time.monotonic()
        for job in periodic_jobs():
            if now >= self._job_due.get(job.name, 0.0):
                self._job_due[job.name] = now + job.every_seconds
                self._job_lane(job).wake()
        if now >= self._renew_due:
            self._renew_due = now + lease_length().total_seconds() / 3
            if tokens := set(self._held.tokens):
                renew(tokens, at=self._clock())
        if now >= self._beat_due:
            self._beat_due = now + BEAT_EVERY
            WorkerHeartbeat.objects.update_or_create(
                worker=self.name, defaults={"seen_at": self._clock()}, create_defaults=self._first_beat(started_at)
            )

    def _first_beat(self, started_at: object) -> dict[str, object]:
        return {"started_at": started_at, "seen_at": self._clock()}

    def _job_lane(self, job: Periodic) -> Lane:
        key = f"job:{job.name}"
        if key not in self._lanes:

            def work() -> None:
                if take_turn(job, at=self._clock()):
                    run_job(job, at=self._clock())

            self._lanes[key] = Lane(key, work)
        return self._lanes[key]

    def _end(self) -> None:
        for lane in self._lanes.values():
            lane.stop()
        deadline = time.monotonic() + END_WITHIN
        for lane in self._lanes.values():
            lane.join(max(0.0, deadline - time.monotonic()))
        WorkerHeartbeat.objects.filter(worker=self.name).delete()
        connections.close_all()
        logger.info("worker %s ends", self.name)
