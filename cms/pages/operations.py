"""The operations on pages, declared to `cms.departments.policy`."""

from django.utils.translation import gettext_lazy as _

from cms.departments.policy import Operation, register
from cms.pages.access import (
    may_add,
    may_decide_on,
    may_edit,
    may_lock,
    may_open,
    may_publish,
    may_schedule,
    may_translate,
    may_unlock,
    may_view,
    may_withdraw,
)
from cms.pages.placement import may_alias, may_copy, may_delete, may_move, may_move_live, may_reorder, mixes_languages


def register_operations() -> None:
    """Declare the operations on pages; called once, when the app is ready."""
    for operation in (
        Operation("view_page", _("see drafts and history of a page"), may_view),
        Operation("add_page", _("add a page"), may_add),
        Operation("edit_page", _("edit a page"), may_edit),
        Operation("open_page", _("open a page in the editor"), may_open),
        Operation("revert_page", _("bring back an old version as a draft"), may_edit),
        Operation("publish_page", _("publish a page without approval"), may_publish, binds_superusers=True),
        Operation("withdraw_page", _("withdraw a live page"), may_withdraw),
        Operation("restrict_page", _("change who may read a page"), may_decide_on),
        Operation("schedule_page", _("set when a page begins and ends"), may_schedule),
        Operation("unschedule_page", _("cancel a planned publication"), may_decide_on),
        Operation("move_page", _("move a draft"), may_move, bar=mixes_languages),
        Operation("move_live_page", _("move a live page"), may_move_live, bar=mixes_languages),
        Operation("copy_page", _("copy a page"), may_copy, bar=mixes_languages),
        Operation("alias_page", _("give a page a second address"), may_alias, bar=mixes_languages),
        Operation("reorder_pages", _("change the order of pages"), may_reorder),
        Operation("delete_page", _("delete a page"), may_delete),
        Operation("lock_page", _("lock a page"), may_lock),
        Operation("unlock_page", _("unlock a page"), may_unlock),
        Operation("translate_page", _("translate a page"), may_translate),
    ):
        register(operation)
