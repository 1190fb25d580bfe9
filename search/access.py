"""Who may tune search, and read what was looked for in vain."""

from django.utils.translation import gettext_lazy as _

from cms.departments.policy import Operation, has_role, register
from cms.departments.roles import Role

MANAGE_SEARCH = "manage_search"
TUNERS = (Role.BOARD_MEMBER, Role.BOARD_HEAD, Role.STANDING_OFFICE, Role.SECRETARIAT, Role.ADMINISTRATOR)


def register_operations() -> None:
    """Declare the operation; called once, in `ready()`."""
    register(Operation(MANAGE_SEARCH, _("tune the search of the public site"), has_role(*TUNERS)))
