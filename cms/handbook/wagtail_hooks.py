"""Registration lines of the handbook."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.handbook.views import urls


def menu_item() -> MenuItem:
    """The first entry of Wagtail's menu “Trợ giúp”."""
    return MenuItem(_("Handbook"), reverse("handbook"), name="handbook", icon_name="help", order=100)


def without_foreign_guides(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Wagtail's guide and its news of releases are English pages of another house, about screens that are not ours."""
    menu_items[:] = [item for item in menu_items if "wagtail.org" not in item.url]


def css() -> SafeString:
    """The style of the handbook."""
    return format_html('<link rel="stylesheet" href="{}">', static("handbook/handbook.css"))


hooks.register("register_admin_urls", urls)
hooks.register("register_help_menu_item", menu_item)
hooks.register("construct_help_menu", without_foreign_guides)
hooks.register("insert_global_admin_css", css)
