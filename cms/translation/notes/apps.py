"""Translators' notes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotesConfig(AppConfig):
    name = "cms.translation.notes"
    label = "translation_notes"
    verbose_name = _("Notes on translations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Stand beside the translator's desk and its segments."""
        from cms.audit.labels import register_actions
        from cms.translation.notes.audit_labels import ACTIONS, DATA
        from cms.translation.notes.beside import note_hints, notes_box
        from cms.translation.registry import register_hints, register_tool

        register_actions(ACTIONS, data=DATA)
        register_hints(note_hints)
        register_tool(notes_box)
