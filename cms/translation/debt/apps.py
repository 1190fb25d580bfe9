"""The matrix of what is not translated."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DebtConfig(AppConfig):
    name = "cms.translation.debt"
    label = "translation_debt"
    verbose_name = _("Translation debt")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Stand in the menu of translations."""
        from cms.translation.admin.menu import add_entry

        add_entry(_("Translation debt"), "translation_debt", "view_translations", icon="table", order=20)
