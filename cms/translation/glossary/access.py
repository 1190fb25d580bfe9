"""Who keeps the glossary. Everybody on the staff reads it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from cms.departments.policy import Actor, Decision, Operation, has_role, has_role_in_agency, register
from cms.departments.roles import Role
from cms.subsites.queries import main_agency
from cms.translation.glossary.models import Term

KEEPERS = (Role.STANDING_OFFICE, Role.SECRETARIAT, Role.ADMINISTRATOR)
# Stands for "a term of every site" where the policy is asked before there is a term.
FOR_ALL_SITES: Final = object()
_in_agency = has_role_in_agency(*KEEPERS)


def may_manage(actor: Actor, target: object) -> Decision:
    """The office of the agency whose site it is; of a term for all sites, that of the main site's agency.

    Asked without a target (may they open the form at all?): anywhere.
    """
    if isinstance(target, Term):
        return _in_agency(actor, target.subsite or main_agency())
    if target is FOR_ALL_SITES:
        return _in_agency(actor, main_agency())
    return _in_agency(actor, target)


def register_operations() -> None:
    """Called once, in `ready()`."""
    register(Operation("view_glossary", _("see the glossary"), has_role(*Role)))
    register(Operation("manage_glossary", _("add, change and delete glossary terms"), may_manage))
