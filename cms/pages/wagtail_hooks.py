"""Registration lines: withdrawal with a reason."""

from wagtail import hooks

from cms.pages.withdrawal import BulkWithdrawal, ask_reason

hooks.register("before_unpublish_page", ask_reason)
# After Wagtail's own: the registry keeps the last action of a name.
hooks.register("register_bulk_action", BulkWithdrawal, order=100)
