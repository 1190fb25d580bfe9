"""Who may see the plan: everybody who works for the site's agency; who may load it: its office."""

from django.utils.translation import gettext_lazy as _

from cms.departments.policy import ALLOWED, OFFICE, Actor, Decision, Operation, has_role_in_agency, refused, register
from cms.departments.queries import subtree_ids
from cms.departments.roles import Role
from cms.subsites.models import Subsite


def may_view_plan(actor: Actor, target: object) -> Decision:
    """Any role in the site's agency or below it; without a site, any role at all."""
    if not isinstance(target, Subsite):
        return ALLOWED if actor.has(*Role) else refused(_("Only editors see the plan."))
    within = subtree_ids([target.unit_id])
    if any(unit_id in within for _role, unit_id in actor.roles):
        return ALLOWED
    return refused(_("Only editors of this site see its plan."))


def register_operations() -> None:
    """Declare `view_plan` and `load_plan`; called once, in `ready()`."""
    register(Operation("view_plan", _("see the annual plan"), may_view_plan))
    register(Operation("load_plan", _("load and amend the annual plan"), has_role_in_agency(*OFFICE)))
