"""“Thủ tục hành chính” in the menu of the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from cms.departments.admin.menu import AskingItem


def procedures_menu_item() -> MenuItem:
    """The menu with its entries; each is shown to whom the policy lets in."""
    entries = [
        AskingItem(_("Imports"), "procedure_imports", "view_imports", icon="upload", order=10),
        AskingItem(_("Publication decisions"), "procedure_decisions", "view_catalogue_reports", icon="time", order=20),
        AskingItem(
            _("Reports of the catalogue"),
            "procedure_reports",
            "view_catalogue_reports",
            icon="clipboard-list",
            order=30,
        ),
        AskingItem(_("Processing figures"), "processing_figures", "view_catalogue_reports", icon="table", order=40),
    ]
    menu = Menu(register_hook_name=None, items=entries)
    return SubmenuMenuItem(_("Procedures"), menu, name="procedures", icon_name="list-ul", order=120)
