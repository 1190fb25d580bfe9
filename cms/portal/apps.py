from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "cms.portal"
    label = "portal"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # A portal that stands alone has no store, and nobody to preview for.
        if apps.is_installed("cms.publishing"):
            preview = import_module("cms.publishing.preview")
            preview.register_preview_renderer(import_module("cms.portal.preview").render_preview)
            addresses = import_module("cms.publishing.addresses")
            import_module("cms.publishing.reserved").reserve_slugs("rss", "atom", "tim-kiem", "search")
            addresses.register_affected_addresses(import_module("cms.portal.affected").affected_addresses)
