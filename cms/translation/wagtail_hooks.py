"""Registration lines of the translator's desk."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from cms.translation.admin import editing
from cms.translation.admin.menu import translation_menu_item
from cms.translation.admin.urls import localize_urls, translation_urls
from cms.translation.panels import add_panel


def translation_css() -> SafeString:
    """The style of the desk and of its panel."""
    return format_html('<link rel="stylesheet" href="{}">', static("translation/translation.css"))


hooks.register("register_admin_urls", translation_urls)
# Before localize's own of the same addresses.
hooks.register("register_admin_urls", localize_urls, order=-1)
hooks.register("before_edit_page", editing.to_the_desk, order=-10)
hooks.register("register_admin_menu_item", translation_menu_item)
hooks.register("insert_global_admin_css", translation_css)
hooks.register("construct_homepage_panels", add_panel, order=1001)
