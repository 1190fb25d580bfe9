"""The register of technical faults."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    name = "cms.incidents"
    label = "incidents"
    verbose_name = _("Technical faults")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who may do what, what the log and the messages call it, and what a leaver has in hand."""
        from cms.audit.append_only import register_append_only
        from cms.audit.labels import register_actions
        from cms.departments.handover import register_handover
        from cms.incidents.access import register_operations
        from cms.incidents.audit_labels import ACTIONS, DATA
        from cms.incidents.handover import FAULTS
        from cms.incidents.models import IncidentEntry
        from cms.incidents.notices import register_kinds

        register_actions(ACTIONS, data=DATA)
        register_operations()
        register_append_only(IncidentEntry)
        register_handover(FAULTS)
        register_kinds()
