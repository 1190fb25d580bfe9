from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BinConfig(AppConfig):
    name = "cms.bin"
    label = "bin"
    verbose_name = _("Bin")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.audit.labels import register_actions
        from cms.bin import jobs
        from cms.bin.access import register_operations
        from cms.bin.models import BinPage
        from cms.publishing.periodic import register_periodic
        from cms.publishing.registry import declare_unpublished

        declare_unpublished(BinPage)
        register_operations()
        register_periodic("empty_bin", 3600, jobs.empty_bin)
        register_actions(
            {
                "page.binned": _("Page put into the bin"),
                "page.restored": _("Page put back from the bin"),
                "page.purged": _("Page deleted for good"),
            },
            data={"below": _("Pages below it")},
        )
