from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ErasureConfig(AppConfig):
    name = "cms.erasure"
    label = "erasure"
    verbose_name = _("Erasing personal data")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.audit.labels import register_actions
        from cms.erasure.access import register_operations

        register_operations()
        register_actions(
            {"erasure.words_erased": _("Personal data erased from old versions")},
            data={
                "page_number": _("Number of the page"),
                "places_erased": _("Places erased"),
                "pages_to_correct": _("Pages to be corrected first"),
            },
        )
