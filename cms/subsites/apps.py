from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubsitesConfig(AppConfig):
    name = "cms.subsites"
    label = "subsites"
    verbose_name = _("Sites")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow the organisation: groups and collections are derived from it."""
        from cms.accounts.registry import on_person_loaded
        from cms.audit.labels import register_actions
        from cms.departments.policy import OFFICE, Operation, has_role_in_agency, register
        from cms.departments.registry import on_membership_changed, on_unit_changed
        from cms.subsites.actions.access_now import keep_access_current
        from cms.subsites.audit_labels import ACTIONS, DATA
        from cms.subsites.subscribers import membership_changed, unit_changed

        register_actions(ACTIONS, data=DATA)
        on_membership_changed(membership_changed)
        on_unit_changed(unit_changed)
        on_person_loaded(keep_access_current)
        register(Operation("manage_sites", _("change sites and derive their permissions"), has_role_in_agency(*OFFICE)))
