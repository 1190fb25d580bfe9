"""Who may tune search, and read what was looked for in vain."""

from django.utils.translation import gettext_lazy as _

from cms.departments.policy import Operation, has_role, register
from cms.departments.roles import Role

MANAGE_SEARCH = "manage_search"
TUNERS = (Role.BOARD_MEMBER, Role.BOARD_HEAD, Role.STANDING_OFFICE, Role.SECRETARIAT, Role.ADMINISTRATOR)
_EDIT = [f"search.{verb}_{model}" for model in ("synonym", "bestbet") for verb in ("add", "change", "delete", "view")]
PERMISSIONS: dict[str, list[str]] = dict.fromkeys(TUNERS, _EDIT)


def register_operations() -> None:
    """Declare the operation; called once, in `ready()`."""
    register(Operation(MANAGE_SEARCH, _("tune the search of the public site"), has_role(*TUNERS)))
