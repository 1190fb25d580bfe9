"""The glossary of official English names."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GlossaryConfig(AppConfig):
    name = "cms.translation.glossary"
    label = "glossary"
    verbose_name = _("Glossary")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who keeps it and what the log calls that; speak up beside the translator's segments."""
        from cms.audit.labels import register_actions
        from cms.translation.admin.menu import add_entry
        from cms.translation.glossary.access import register_operations
        from cms.translation.glossary.audit_labels import ACTIONS, DATA
        from cms.translation.glossary.beside import glossary_hints
        from cms.translation.registry import register_hints

        register_actions(ACTIONS, data=DATA)
        register_operations()
        register_hints(glossary_hints)
        add_entry(_("Glossary"), "glossary:index", "view_glossary", icon="openquote", order=60)
