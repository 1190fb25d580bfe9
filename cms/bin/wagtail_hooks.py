"""Registration lines of the bin."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.bin import views
from cms.bin.bulk import BinMany
from cms.departments.admin.menu import AskingItem


def bin_urls() -> list[URLPattern]:
    """List, put back, delete for good."""
    return [
        path("bin/", views.bin_list, name="bin"),
        path("bin/<int:row_id>/restore/", views.restore, name="bin_restore"),
        path("bin/<int:row_id>/place/", views.place, name="bin_place"),
        path("bin/<int:row_id>/purge/", views.purge, name="bin_purge"),
    ]


def bin_menu_item() -> MenuItem:
    """“Thùng rác”."""
    return AskingItem(_("Bin"), "bin", "restore_page", icon="bin", order=320)


hooks.register("register_admin_urls", bin_urls)
hooks.register("register_admin_menu_item", bin_menu_item)
# Before all others: they speak of deleting for good.
hooks.register("before_delete_page", views.confirm_delete, order=-10)
hooks.register("register_bulk_action", BinMany, order=200)
