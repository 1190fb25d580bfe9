"""Who may see how publication travels, and send a delivery again."""

from django.utils.translation import gettext_lazy as _

from cms.departments.policy import OFFICE, Operation, has_role, register

MANAGE_DELIVERIES = "manage_deliveries"


def register_operations() -> None:
    """Declare the operation; called once, in `ready()`."""
    register(Operation(MANAGE_DELIVERIES, _("see and repeat the deliveries of publication"), has_role(*OFFICE)))
