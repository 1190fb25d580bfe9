"""Registration lines: the address and the entry of the menu."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.departments.admin.menu import AskingItem
from cms.erasure import views
from cms.erasure.access import ERASE


def erasure_urls() -> list[URLPattern]:
    """The one screen."""
    return [path("erasure/", views.erasure, name="erasure")]


def erasure_menu_item() -> MenuItem:
    """“Xoá dữ liệu cá nhân”."""
    return AskingItem(_("Erase personal data"), "erasure", ERASE, icon="cross", order=330)


hooks.register("register_admin_urls", erasure_urls)
hooks.register("register_admin_menu_item", erasure_menu_item)
