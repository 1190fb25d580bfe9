"""Translations in files."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "cms.translation.exchange"
    label = "translation_exchange"
    verbose_name = _("Translations in files")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Stand beside the translator's desk."""
        from cms.audit.labels import register_actions
        from cms.translation.exchange.audit_labels import ACTIONS, DATA
        from cms.translation.exchange.tool import files_box
        from cms.translation.registry import register_tool

        register_actions(ACTIONS, data=DATA)
        register_tool(files_box)
