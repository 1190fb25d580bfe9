"""What this app tells the others about imports, decisions and figures: registration lines, called once in `ready()`."""

from django.utils.translation import gettext_lazy as _

from cms.notifications.registry import register_kind
from cms.publishing.models import Delivery, PublicationEvent
from cms.publishing.periodic import register_periodic
from cms.publishing.reserved import reserve_slugs
from cms.publishing.sources import register_source
from cms.publishing.subscribers import Subscriber, subscribe
from procedures import change_telling, import_access, jobs, registry, telling
from procedures.actions import note_published
from procedures.figures_document import SLUG, figure_documents
from procedures.kinds import KINDS


def connect() -> None:
    """Operations, kinds of messages, who is told, what the worker does, and the document that no page stands behind."""
    import_access.register_operations()
    for kind in KINDS:
        register_kind(kind)
    registry.subscribe(registry.BatchWaits, telling.batch_waits)
    registry.subscribe(registry.BatchDecided, telling.batch_decided)
    registry.subscribe(registry.BatchPublished, telling.batch_published)
    registry.subscribe(registry.DecisionRecorded, change_telling.decision_recorded)
    registry.subscribe(registry.ChangeTaskDue, change_telling.change_task_due)
    register_periodic("procedure_imports", 2, jobs.go_on_with_imports)
    register_periodic("procedure_change_reminders", 60, jobs.remind)
    register_periodic("processing_figures", 3600, jobs.ask_for_figures)
    reserve_slugs(SLUG)
    register_source("processing_figures", figure_documents)
    subscribe(
        Subscriber(
            name="procedure_changes",
            label=_("tasks of publication decisions"),
            kinds=frozenset({PublicationEvent.Kind.PUBLISHED, PublicationEvent.Kind.REFRESHED}),
            handle=_published,
            is_atomic=True,
        )
    )


def _published(event: PublicationEvent, _delivery: Delivery) -> None:
    note_published(event=event)
