"""Who may give programs access."""

from django.utils.translation import gettext_lazy as _

from cms.departments.policy import OFFICE, Operation, has_role_in_agency, register

MANAGE_API_TOKENS = "manage_api_tokens"


def register_operations() -> None:
    """Declare the operation; called once, in `ready()`."""
    register(Operation(MANAGE_API_TOKENS, _("make and revoke API tokens"), has_role_in_agency(*OFFICE)))
