from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "cms.pages"
    label = "pages"
    verbose_name = _("Content pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.audit.labels import register_actions
        from cms.audit.reading import register_scope
        from cms.pages import addresses, comparisons, operations, permissions
        from cms.pages.audit_labels import ACTIONS, DATA
        from cms.pages.exports import guard_exports
        from cms.pages.log_reading import entries_of_agencies
        from cms.pages.publication_box import publication_status
        from cms.pages.registry import register_page_status

        addresses.connect()
        operations.register_operations()
        permissions.install()
        comparisons.install()
        guard_exports()
        register_page_status(publication_status)
        register_actions(ACTIONS, data=DATA)
        register_scope(entries_of_agencies)
