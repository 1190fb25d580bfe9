"""Who reports technical faults, who reads the register, and who mends."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.departments.policy import ALLOWED, Actor, Decision, Operation, has_role_in_agency, refused, register
from cms.departments.roles import Role
from cms.incidents.models import Incident

REPORT, VIEW, HANDLE = "report_incident", "view_incidents", "handle_incidents"
HANDLERS = (Role.SECRETARIAT, Role.STANDING_OFFICE, Role.ADMINISTRATOR)
READERS = (*HANDLERS, Role.BOARD_HEAD, Role.BOARD_MEMBER)


def may_view(actor: Actor, target: Any) -> Decision:
    """The register of a site: who mends, and the board, which answers for the site; one's own report: oneself."""
    if isinstance(target, Incident) and target.opened_by_id == actor.user.pk:
        return ALLOWED
    return has_role_in_agency(*READERS)(actor, target)


def may_report(actor: Actor, target: Any) -> Decision:
    """Whoever works for the agency of the site, or one above it, in whatever role."""
    return has_role_in_agency(*Role)(actor, target) or refused(_("You work for no agency of this site."))


def register_operations() -> None:
    """Declare the operations; called once, in `ready()`."""
    register(Operation(REPORT, _("report a technical fault"), may_report))
    register(Operation(VIEW, _("see the register of technical faults"), may_view))
    register(Operation(HANDLE, _("mend and close technical faults"), has_role_in_agency(*HANDLERS)))
