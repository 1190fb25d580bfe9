"""Wagtail's bulk actions over what the person finds: "all of this list" is the list that was shown to them."""

from collections.abc import Iterable
from typing import Any

from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction

from cms.pages.admin.listings import actor_of_request
from cms.pages.visibility import explorable_pages
from cms.pages.withdrawal import BulkWithdrawal


class _FindableOnly:
    request: Any

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Iterable[int]:
        found = list(super().get_all_objects_in_listing_query(parent_id))  # type: ignore[misc]
        explorable = explorable_pages(actor_of_request(self.request))
        return list(explorable.filter(pk__in=found).values_list("pk", flat=True))


class Delete(_FindableOnly, DeleteBulkAction):
    """Delete many pages; each is asked about."""


class Move(_FindableOnly, MoveBulkAction):
    """Move many pages; each is asked about, at both ends."""


class Withdraw(_FindableOnly, BulkWithdrawal):
    """Withdraw many pages with one reason; each is asked about."""


def remove_publishing() -> None:
    """Take "publish" out of the bar of actions: nobody may, through any screen. The gate refuses its address."""
    bulk_action_registry._scan_for_bulk_actions()
    bulk_action_registry.actions["wagtailcore"]["page"].pop("publish", None)
