from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "cms.notifications"
    label = "notifications"
    verbose_name = _("Notifications")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The bell stands on every screen: its number is read with the person."""
        from cms.accounts.registry import read_along
        from cms.notifications.queries import READ_ALONG, unread_of_person

        read_along(READ_ALONG, unread_of_person)
