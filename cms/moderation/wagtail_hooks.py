"""Registration lines of the screens and of the list of what is missing."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from cms.moderation.admin import editing
from cms.moderation.admin.menu import moderation_menu_item
from cms.moderation.admin.page_buttons import urgent_buttons
from cms.moderation.admin.urls import moderation_urls
from cms.moderation.requirements.urls import requirement_urls


def moderation_css() -> SafeString:
    """The style of the screens; Wagtail's own variables, so that the dark theme follows."""
    return format_html('<link rel="stylesheet" href="{}">', static("moderation/moderation.css"))


hooks.register("register_admin_urls", moderation_urls)
hooks.register("register_admin_urls", requirement_urls)
hooks.register("register_admin_menu_item", moderation_menu_item)
hooks.register("insert_global_admin_css", moderation_css)
hooks.register("register_page_header_buttons", urgent_buttons)
hooks.register("register_page_listing_more_buttons", urgent_buttons)
# After everybody's: what they add stays, what publishes past the review goes.
hooks.register("construct_page_action_menu", editing.action_menu, order=1000)
hooks.register("after_edit_page", editing.after_saving, order=1000)
hooks.register("after_create_page", editing.after_saving, order=1000)
