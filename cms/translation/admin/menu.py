"""“Biên dịch” in the menu of the admin."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from cms.departments.admin.menu import AskingItem

# Packages beside the desk (glossary, exchange, debt) add theirs in `AppConfig.ready()`.
_entries: list[tuple[str | Promise, str, str, str, int]] = [
    (_("Requests"), "translation_requests", "view_translations", "clipboard-list", 10),
    (_("Rules of translations"), "translation_rules", "set_translation_rules", "cogs", 90),
]


def add_entry(label: str | Promise, address: str, operation: str, *, icon: str, order: int) -> None:
    """Add an entry: the name of an address without arguments, and the operation that shows it."""
    entry = (label, address, operation, icon, order)
    if entry not in _entries:
        _entries.append(entry)


def translation_menu_item() -> MenuItem:
    """The menu with its entries."""
    entries: list[MenuItem] = [
        AskingItem(label, address, operation, icon=icon, order=order)
        for label, address, operation, icon, order in _entries
    ]
    menu = Menu(register_hook_name=None, items=entries)
    return SubmenuMenuItem(_("Translations"), menu, name="translation", icon_name="globe", order=112)
