from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "cms.desk"
    label = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        """Tell people what happens to texts."""
        from cms.desk import kinds, notices

        kinds.register_kinds()
        notices.connect()
