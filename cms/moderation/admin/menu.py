"""“Duyệt bài” in the menu of the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from cms.departments.admin.menu import AskingItem


def moderation_menu_item() -> MenuItem:
    """The menu with its entries."""
    entries = [
        AskingItem(_("My tasks"), "moderation_tasks", "view_tasks", icon="clipboard-list", order=10),
        AskingItem(_("Waiting for others"), "moderation_waiting", "view_tasks", icon="time", order=20),
        AskingItem(_("The whole agency"), "moderation_agency", "assign_task", icon="list-ul", order=22),
        AskingItem(_("Words that wait"), "moderation_words", "approve_words", icon="tag", order=25),
        AskingItem(_("Urgent acts"), "moderation_urgent_acts", "view_urgent_acts", icon="warning", order=30),
        AskingItem(
            _("Who may act urgently"), "moderation_urgent_delegates", "name_urgent_delegate", icon="key", order=40
        ),
        AskingItem(_("Standing in"), "moderation_delegations", "view_tasks", icon="group", order=50),
        AskingItem(_("Rules of moderation"), "moderation_rules", "set_moderation_rules", icon="cogs", order=60),
    ]
    menu = Menu(register_hook_name=None, items=entries)
    return SubmenuMenuItem(_("Moderation"), menu, name="moderation", icon_name="clipboard-list", order=110)
