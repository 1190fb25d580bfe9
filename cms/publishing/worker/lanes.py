"""A thread for each subscriber and each periodic job: one that hangs delays nobody else."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections, connections

from cms.publishing.subscribers import Subscriber
from cms.publishing.worker.delivering import Clock, Held, Outcome, deliveries

logger = logging.getLogger(__name__)


class Lane:
    """A daemon thread that does one kind of work when woken, and sleeps otherwise."""

    def __init__(self, name: str, work: Callable[[], None]) -> None:
        self.name = name
        self.is_busy = False
        self._work = work
        self._woken = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Look for work now; at once, if it sleeps."""
        self._woken.set()

    def stop(self) -> None:
        """End after the piece of work in hand."""
        self._stopping = True
        self._woken.set()

    def join(self, seconds: float) -> None:
        """Wait for its end, at most so long."""
        self._thread.join(seconds)

    @property
    def is_stopping(self) -> bool:
        """Whether the lane was told to end."""
        return self._stopping

    def _run(self) -> None:
        while True:
            self._woken.wait()
            self._woken.clear()
            if self._stopping:
                break
            self.is_busy = True
            try:
                close_old_connections()
                self._work()
            except Exception:
                # A database that is away: the lease runs out and the work is taken up again.
                logger.exception("lane %s", self.name)
                connections.close_all()
                time.sleep(1)
            finally:
                self.is_busy = False
        connections.close_all()


def delivery_lane(to: Subscriber, *, clock: Clock, held: Held) -> Lane:
    """The lane of a subscriber: runs what is due, and pauses as a whole while its server is away."""
    quiet_until = 0.0

    def work() -> None:
        nonlocal quiet_until
        if time.monotonic() < quiet_until:
            return
        for delivered in deliveries(to=to, clock=clock, held=held):
            if delivered.outcome is Outcome.AWAY:
                quiet_until = time.monotonic() + delivered.pause.total_seconds()
                return
            if lane.is_stopping:
                return

    lane = Lane(to.name, work)
    return lane
