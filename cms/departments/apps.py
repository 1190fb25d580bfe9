from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DepartmentsConfig(AppConfig):
    name = "cms.departments"
    label = "departments"
    verbose_name = _("Departments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what the audit log holds of this app."""
        from cms.audit.labels import register_actions
        from cms.departments.audit_labels import ACTIONS, DATA

        register_actions(ACTIONS, data=DATA)
