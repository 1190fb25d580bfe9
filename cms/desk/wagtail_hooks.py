"""Registration lines of the desk."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from cms.desk.panels import remove_summary, replace_panels


def desk_css() -> SafeString:
    """The style of the desk."""
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


def calendar_js() -> SafeString:
    """What keeps the calendar of a date off the fields and buttons below it."""
    return format_html('<script src="{}" defer></script>', static("desk/calendar.js"))


def place_js() -> SafeString:
    """What keeps the strip above a new page true."""
    return format_html('<script src="{}" defer></script>', static("desk/place.js"))


hooks.register("insert_global_admin_css", desk_css)
hooks.register("insert_global_admin_js", calendar_js)
hooks.register("insert_editor_js", place_js)
# After everybody's: what they add stays, what Wagtail shows goes.
hooks.register("construct_homepage_panels", replace_panels, order=1000)
hooks.register("construct_homepage_summary_items", remove_summary, order=1000)
