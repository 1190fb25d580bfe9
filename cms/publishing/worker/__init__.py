"""The worker: claims deliveries under a lease, runs their subscribers, and the periodic jobs."""

from cms.publishing.worker.delivering import run_until_idle
from cms.publishing.worker.loop import Worker

__all__ = ["Worker", "run_until_idle"]
