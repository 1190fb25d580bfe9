"""Who erases words: the administrators of the agency."""

from django.utils.translation import gettext_lazy as _

from cms.departments.policy import Operation, has_role_in_agency, register
from cms.departments.roles import Role

ERASE = "erase_words"


def register_operations() -> None:
    """Declare the operation; called once, in `ready()`."""
    register(Operation(ERASE, _("erase personal data from old versions"), has_role_in_agency(Role.ADMINISTRATOR)))
