"""What this app tells the others about imports and decisions: registration lines, called once in `ready()`."""

from cms.notifications.registry import register_kind
from cms.publishing.periodic import register_periodic
from procedures import import_access, jobs, registry, telling
from procedures.kinds import KINDS


def connect() -> None:
    """Operations, kinds of messages, who is told, and what the worker does."""
    import_access.register_operations()
    for kind in KINDS:
        register_kind(kind)
    registry.subscribe(registry.BatchWaits, telling.batch_waits)
    registry.subscribe(registry.BatchDecided, telling.batch_decided)
    registry.subscribe(registry.BatchPublished, telling.batch_published)
    register_periodic("procedure_imports", 2, jobs.go_on_with_imports)
