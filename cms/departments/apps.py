from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DepartmentsConfig(AppConfig):
    name = "cms.departments"
    label = "departments"
    verbose_name = _("Departments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what the audit log holds of this app; say whose roles need a second factor.

        A request that changes roles or units reads them anew.
        """
        from cms.accounts.registry import require_second_factor_of
        from cms.audit.labels import register_actions
        from cms.departments.audit_labels import ACTIONS, DATA
        from cms.departments.people import register_operations
        from cms.departments.registry import on_membership_changed, on_unit_changed
        from cms.departments.remembering import forget
        from cms.departments.second_factor import holds_such_a_role

        register_actions(ACTIONS, data=DATA)
        require_second_factor_of(holds_such_a_role)
        register_operations()
        on_membership_changed(lambda change: forget())
        on_unit_changed(lambda change: forget())
