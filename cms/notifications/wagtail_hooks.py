"""Registration lines: addresses, the bell, the style."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from cms.notifications import menu, views


def notification_urls() -> list[URLPattern]:
    """List, one message, all read, preferences."""
    return [
        path("notifications/", views.notification_list, name="notifications"),
        path("notifications/<int:notification_id>/open/", views.open_notification, name="notification_open"),
        path("notifications/read/", views.read_all, name="notifications_read_all"),
        path("notifications/preferences/", views.preferences, name="notification_preferences"),
    ]


def notification_css() -> SafeString:
    """The style of the list."""
    return format_html('<link rel="stylesheet" href="{}">', static("notifications/notifications.css"))


hooks.register("register_admin_urls", notification_urls)
hooks.register("register_admin_menu_item", menu.bell)
hooks.register("insert_global_admin_css", notification_css)
