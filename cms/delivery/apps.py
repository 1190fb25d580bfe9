from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "cms.delivery"
    label = "delivery"
    verbose_name = _("Delivery")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which answers an event changes."""
        from cms.delivery.affected import affected_addresses
        from cms.publishing.addresses import register_affected_addresses
        from cms.publishing.reserved import reserve_slugs

        reserve_slugs("api")
        register_affected_addresses(affected_addresses)
