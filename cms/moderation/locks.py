"""Why a text in review cannot be edited, in words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock

from cms.moderation.rules import EDITABLE

if TYPE_CHECKING:
    from cms.accounts.models import User


class StepLock(WorkflowLock):
    """Wagtail's lock of a text in a workflow; it says whose turn it is."""

    def get_message(self, user: "User") -> str | None:
        """What the person reads above the form; None for those who may edit."""
        if not self.for_user(user):
            return None
        if self.task.step not in EDITABLE:
            return _("Nobody changes a text while the board decides about it: it would have to be read again.")
        return _("This text is being reviewed (%(step)s): only those whose turn it is may change it.") % {
            "step": self.task.name
        }
