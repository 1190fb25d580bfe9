"""The matrix of what is not translated."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DebtConfig(AppConfig):
    name = "cms.translation.debt"
    label = "translation_debt"
    verbose_name = _("Translation debt")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Stand in the menu of translations; tell whoever opens a site's English what of its frame is missing."""
        from cms.subsites.registry import register_site_remarks
        from cms.translation.admin.menu import add_entry
        from cms.translation.debt.frame import remarks_on_site

        add_entry(_("Translation debt"), "translation_debt", "view_translations", icon="table", order=20)
        register_site_remarks(remarks_on_site)
