from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VietnameseConfig(AppConfig):
    name = "cms.vietnamese"
    label = "vietnamese"
    verbose_name = _("Vietnamese")

    def ready(self) -> None:
        """Name what the libraries leave to a Python name."""
        from cms.vietnamese.names import name_columns, name_filters, name_forms, name_models, name_permissions

        name_forms()
        name_columns()
        name_filters()
        name_models()
        name_permissions()
