"""Who may see that a text is in review, what was said of it, and its drafts (ADR 0090)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.departments.policy import ALLOWED, Actor, Decision, Operation, has_role, refused, register
from cms.departments.roles import Role
from cms.departments.standing import read_organisation
from cms.moderation.first_reading import may_comment, reads_first
from cms.moderation.hands import bylines_of
from cms.moderation.models import ReviewState, UrgentDelegate
from cms.pages.models import BasePage
from cms.pages.reach import WRITERS
from cms.subsites.queries import subsite_of_page

AGENCY_WIDE = (
    Role.BOARD_MEMBER, Role.BOARD_HEAD, Role.STANDING_OFFICE, Role.SECRETARIAT, Role.ADMINISTRATOR,
)  # fmt: skip
_NAMED = "cms.moderation.named_urgently"
_NOT_YOURS = _("This text belongs to another department.")


def may_view_review(actor: Actor, target: Any) -> Decision:
    """Of a step or a page: who writes for its unit, who works for the whole agency, and whose text it is.

    Of a step the unit counts to which the text belonged when it was submitted, and those whose name the text bears
    see it too, as does the section editor whom the plan names (its first reader); who once had a hand in it, and works
    elsewhere now, does not.
    """
    place = _place_of(target) if actor.roles else None
    if place is None:
        return refused(_NOT_YOURS)
    unit_id, site_unit, own = place
    organisation = read_organisation()
    if any(organisation.same_agency(held, site_unit) for held in actor.units_as(*AGENCY_WIDE)):
        return ALLOWED
    if any(organisation.reaches(held, unit_id) for held in actor.units_as(*WRITERS)):
        return ALLOWED
    is_staff = any(organisation.same_agency(held, site_unit) for _role, held in actor.roles)
    is_own = is_staff and (actor.user.pk in own or _bears_name(actor, target) or _reads_first(actor, target))
    return ALLOWED if is_own else refused(_NOT_YOURS)


def _place_of(target: Any) -> tuple[int, int, set[int | None]] | None:
    """Of a step or a page: the unit that counts, that of its site, and whose it is; None for anything else."""
    if isinstance(target, ReviewState):
        return target.department_id, target.subsite.unit_id, {target.requester_id, target.page.owner_id}
    subsite = subsite_of_page(target) if isinstance(target, BasePage) else None
    return (target.department_id, subsite.unit_id, {target.owner_id}) if subsite is not None else None


def _reads_first(actor: Actor, target: ReviewState | BasePage) -> bool:
    return isinstance(target, ReviewState) and reads_first(actor, target)


def _bears_name(actor: Actor, target: ReviewState | BasePage) -> bool:
    if not isinstance(target, ReviewState) or actor.user.pk not in target.writer_ids:
        return False
    draft = target.page.get_latest_revision_as_object()
    return isinstance(draft, BasePage) and actor.user.pk in bylines_of(draft)


def may_view_urgent_acts(actor: Actor, target: object) -> Decision:
    """The list of urgent acts: who works for the whole agency, and whom a head of the board named to act so."""
    if actor.has(*AGENCY_WIDE):
        return ALLOWED
    if _NAMED not in actor.worked_out:  # the menu asks twice on every screen
        actor.worked_out[_NAMED] = UrgentDelegate.objects.filter(person=actor.user).exists()
    if actor.worked_out[_NAMED]:
        return ALLOWED
    return refused(_("Only the editorial board, its offices and administrators see urgent acts."))


def register_operations() -> None:
    """Declare what opens the screens; called once, in `ready()`."""
    register(Operation("view_review", _("see the review of a text"), may_view_review))
    register(Operation("comment_on_review", _("comment on a text of one's section"), may_comment))
    register(Operation("view_urgent_acts", _("see the urgent acts"), may_view_urgent_acts))
    register(Operation("view_tasks", _("see one's tasks"), has_role(*WRITERS, *AGENCY_WIDE)))
