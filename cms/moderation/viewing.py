"""Who may see that a text is in review, what was said of it, and its drafts (ADR 0090)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.departments.policy import ALLOWED, Actor, Decision, Operation, has_role, refused, register
from cms.departments.roles import Role
from cms.departments.standing import read_organisation
from cms.moderation.models import ReviewState, UrgentDelegate
from cms.pages.models import BasePage
from cms.pages.reach import WRITERS
from cms.subsites.queries import subsite_of_page

AGENCY_WIDE = (
    Role.BOARD_MEMBER, Role.BOARD_HEAD, Role.STANDING_OFFICE, Role.SECRETARIAT, Role.ADMINISTRATOR,
)  # fmt: skip
_NOT_YOURS = _("This text belongs to another department.")


def may_view_review(actor: Actor, target: Any) -> Decision:
    """Of a step or a page: who writes for its unit, who works for the whole agency, and whose text it is.

    Of a step the unit counts to which the text belonged when it was submitted.
    """
    if isinstance(target, ReviewState):
        unit_id, site_unit = target.department_id, target.subsite.unit_id
        own = {target.requester_id, target.page.owner_id, *target.writer_ids}
    elif isinstance(target, BasePage):
        subsite = subsite_of_page(target)
        if subsite is None:
            return refused(_NOT_YOURS)
        unit_id, site_unit, own = target.department_id, subsite.unit_id, {target.owner_id}
    else:
        return refused(_NOT_YOURS)
    if not actor.roles:
        return refused(_NOT_YOURS)
    organisation = read_organisation()
    if any(organisation.same_agency(held, site_unit) for held in actor.units_as(*AGENCY_WIDE)):
        return ALLOWED
    if any(organisation.reaches(held, unit_id) for held in actor.units_as(*WRITERS)):
        return ALLOWED
    is_staff = any(organisation.same_agency(held, site_unit) for _role, held in actor.roles)
    return ALLOWED if actor.user.pk in own and is_staff else refused(_NOT_YOURS)


def may_view_urgent_acts(actor: Actor, target: object) -> Decision:
    """The list of urgent acts: who works for the whole agency, and whom a head of the board named to act so."""
    if actor.has(*AGENCY_WIDE) or UrgentDelegate.objects.filter(person=actor.user).exists():
        return ALLOWED
    return refused(_("Only the editorial board, its offices and administrators see urgent acts."))


def register_operations() -> None:
    """Declare what opens the screens; called once, in `ready()`."""
    register(Operation("view_review", _("see the review of a text"), may_view_review))
    register(Operation("view_urgent_acts", _("see the urgent acts"), may_view_urgent_acts))
    register(Operation("view_tasks", _("see one's tasks"), has_role(*WRITERS, *AGENCY_WIDE)))
