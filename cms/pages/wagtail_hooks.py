"""Registration lines: isolation of departments in lists, withdrawal with a reason, editors under one parent."""

from wagtail import hooks

from cms.pages import addresses, overdue, sent_again, tree_locks
from cms.pages.admin import bulk, listings, refusing
from cms.pages.copying import file_copy
from cms.pages.withdrawal import ask_reason

hooks.register("construct_page_chooser_queryset", listings.only_findable)
hooks.register("construct_homepage_panels", listings.own_panels)
hooks.register("construct_homepage_summary_items", listings.own_summary)

hooks.register("before_edit_page", overdue.tell_overdue)
hooks.register("after_create_page", refusing.tell_not_published)
hooks.register("after_edit_page", refusing.tell_not_published)
hooks.register("after_copy_page", file_copy)
hooks.register("before_bulk_action", refusing.withdraw_before_bulk_delete)

hooks.register("before_unpublish_page", ask_reason)
hooks.register("before_move_page", addresses.tell_before_move)
hooks.register("before_bulk_action", addresses.tell_before_bulk_move)
# After Wagtail's own: the registry keeps the last action of a name.
for bulk_action in (bulk.Delete, bulk.Move, bulk.Withdraw):
    hooks.register("register_bulk_action", bulk_action, order=100)

hooks.register("before_create_page", tree_locks.before_create)
hooks.register("before_create_page", sent_again.go_on_with_stored, order=10)  # under that lock
hooks.register("before_delete_page", tree_locks.before_change)
hooks.register("before_copy_page", tree_locks.before_copy)
hooks.register("before_move_page", tree_locks.before_move)
hooks.register("before_bulk_action", tree_locks.before_bulk)
