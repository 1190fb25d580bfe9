"""Machine translation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MachineConfig(AppConfig):
    name = "cms.translation.machine"
    label = "translation_machine"
    verbose_name = _("Machine translation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Look at the settings at every start; stand beside the translator's desk."""
        from cms.translation.machine import checks  # noqa: F401  (checks register themselves)
        from cms.translation.machine.tool import machine_box
        from cms.translation.registry import register_tool

        register_tool(machine_box)
