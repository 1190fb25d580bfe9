"""Publishing many pages at once: all of them, or none and the reason by name."""

from typing import Any

from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page

from cms.pages.refusals import naming


class BulkPublication(PublishBulkAction):
    """Wagtail's bulk publishing, where a page that may not go live says which it is."""

    @classmethod
    def execute_action(cls, objects: list[Page], **kwargs: Any) -> tuple[int, int]:
        """Publish one by one, in the transaction of the bulk action; raise ValidationError naming the first refused."""
        parents = children = 0
        for page in objects:
            with naming(page.get_admin_display_title()):
                done = super().execute_action([page], **kwargs)
            parents, children = parents + done[0], children + done[1]
        return parents, children
