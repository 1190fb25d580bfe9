"""Who may do what in a review: the operations of `cms.departments.policy` that moderation declares (ADR 0090, 0091)."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.departments.models import OrgUnit
from cms.departments.policy import ALLOWED, Actor, Decision, Operation, refused, register
from cms.departments.roles import Role
from cms.departments.standing import Organisation, organisation_of, read_organisation
from cms.moderation.bundles import Bundle
from cms.moderation.hands import hands_of_draft, hands_of_step
from cms.moderation.models import ReviewState, UrgentAct, UrgentDelegate
from cms.moderation.rules import DECIDERS, EDITABLE, Capacity, Hands, capacity_to_decide, deciders_of_step, is_own_text
from cms.moderation.steps import Step
from cms.pages.access import may_work_on
from cms.pages.models import BasePage
from cms.pages.shared_words import SharedWords
from cms.subsites.queries import main_agency, subsite_of_page

OPERATION_OF_STEP = {
    Step.DEPARTMENT_REVIEW: "decide_department",
    Step.TECHNICAL_EDIT: "decide_technical",
    Step.BOARD_APPROVAL: "decide_board",
}
_OWN_TEXT = _("Nobody decides about a text of their own or that they edited last.")
_URGENT = "cms.moderation.access"
_NO_BOARD = _("Only members of the editorial board of the agency whose list this is decide about its words.")
_IN_PLACE_OF_WRITER = _("You stand in for somebody whose text this is: somebody else must decide.")


def capacities(actor: Actor, state: ReviewState, organisation: Organisation) -> list[Capacity]:
    """As what a person may decide a step, by roles alone: own ones, and those of others whom they stand in for."""
    roles = deciders_of_step(state.step, is_of_agency=organisation.is_agency(state.department_id))
    delegated = {(held.role, held.unit_id): held for held in actor.delegated}
    found = []
    for role, unit_id in sorted(actor.roles):
        if role not in roles or not _holds(role, unit_id, state, organisation):
            continue
        held = delegated.get((role, unit_id))
        found.append(
            Capacity(
                role=role,
                unit_id=unit_id,
                delegation_id=held.delegation_id if held else None,
                in_place_of=held.person_id if held else None,
            )
        )
    return found


def _holds(role: str, unit_id: int, state: ReviewState, organisation: Organisation) -> bool:
    if state.step == Step.DEPARTMENT_REVIEW and role == Role.DEPARTMENT_HEAD:
        return organisation.reaches(unit_id, state.department_id)
    return organisation.same_agency(unit_id, state.subsite.unit_id)


def judge(actor: Actor, state: ReviewState, *, hands: Hands, organisation: Organisation) -> Decision:
    """Whether a person may decide a step, from what was read already."""
    found = capacities(actor, state, organisation)
    if not found:
        return refused(_("This step is not yours: {step}."), step=Step(state.step).label)
    if is_own_text(person=actor.user.pk, step=state.step, hands=hands):
        return refused(_OWN_TEXT)
    if capacity_to_decide(found, hands=hands) is None:
        return refused(_IN_PLACE_OF_WRITER)
    return ALLOWED


def may_decide(actor: Actor, state: ReviewState) -> Decision:
    """Decide an open step: whose step it is, and never about a text of their own (R070, R071)."""
    return judge(actor, state, hands=hands_of_step(state), organisation=read_organisation())


def _decides(step: Step) -> Callable[[Actor, Any], Decision]:
    def predicate(actor: Actor, target: Any) -> Decision:
        if not isinstance(target, ReviewState) or target.step != step:
            return refused(_("This is not a step of that kind."))
        return may_decide(actor, target)

    return predicate


def may_claim(actor: Actor, target: Any) -> Decision:
    """Take a step: whoever may decide it."""
    return may_decide(actor, target) if isinstance(target, ReviewState) else refused(_OWN_TEXT)


def may_edit_in_step(actor: Actor, state: ReviewState) -> Decision:
    """Change a text in review: its head while the department reviews, the secretariat in the technical edit."""
    if state.step not in EDITABLE:
        return refused(_("Nobody changes a text while the board decides about it: it would have to be read again."))
    if not capacities(actor, state, read_organisation()):
        return refused(_("This text is in review: only those whose step it is may change it."))
    return ALLOWED


def may_submit(actor: Actor, target: Any) -> Decision:
    """Send a page to its reviewers: whoever may write it, when no review has closed it."""
    if not isinstance(target, BasePage):
        return refused(_("This page is not reviewed here."))
    return may_work_on(actor, target)


def may_withdraw_submission(actor: Actor, target: Any) -> Decision:
    """Take a submission back: who submitted the text, who owns it, and the standing office."""
    if not isinstance(target, ReviewState):
        return refused(_("This text is not being reviewed."))
    if actor.user.pk in {target.requester_id, target.page.owner_id}:
        return ALLOWED
    organisation = read_organisation()
    if any(organisation.same_agency(unit, target.subsite.unit_id) for unit in actor.units_as(Role.STANDING_OFFICE)):
        return ALLOWED
    return refused(_("Only whoever submitted the text, its owner and the standing office take it back."))


def may_assign(actor: Actor, target: Any) -> Decision:
    """Give a step to somebody: the head of the board and its standing office (R007, R008)."""
    unit_id = target.subsite.unit_id if isinstance(target, ReviewState) else None
    if _in_agency(actor, unit_id, Role.BOARD_HEAD, Role.STANDING_OFFICE):
        return ALLOWED
    return refused(_("Only the head of the editorial board and its standing office give tasks to people."))


def may_act_urgently(actor: Actor, target: Any) -> Decision:
    """Publish or withdraw at once: the head of the board and whom they named, never about their own text (R072)."""
    if not isinstance(target, BasePage):
        return refused(_("This page is not reviewed here."))
    subsite = subsite_of_page(target)
    if subsite is None:
        return refused(_("This page stands on no site of the platform: nobody could review it."))
    found = urgent_capacities(actor, subsite.unit_id)
    if not found:
        return refused(_("Only the head of the editorial board, and whom they named, act urgently."))
    hands = hands_of_draft(target.get_latest_revision_as_object())
    if is_own_text(person=actor.user.pk, step=Step.BOARD_APPROVAL, hands=hands):
        return refused(_OWN_TEXT)
    return ALLOWED if capacity_to_decide(found, hands=hands) is not None else refused(_IN_PLACE_OF_WRITER)


def urgent_capacities(actor: Actor, unit_id: int) -> list[Capacity]:
    """As what a person may act urgently on a site of the unit's agency: as head of its board, or named by the head."""
    organisation = read_organisation()
    delegated = {(held.role, held.unit_id): held for held in actor.delegated}
    found = []
    for role, unit in sorted(actor.roles):
        if role == Role.BOARD_HEAD and organisation.same_agency(unit, unit_id):
            held = delegated.get((role, unit))
            found.append(
                Capacity(
                    role=role,
                    unit_id=unit,
                    delegation_id=held.delegation_id if held else None,
                    in_place_of=held.person_id if held else None,
                )
            )
    named = UrgentDelegate.objects.filter(person=actor.user, valid_from__lte=actor.on, valid_to__gte=actor.on)
    agencies = list(named.values_list("agency_id", flat=True))
    found += [Capacity(role="", unit_id=agency) for agency in agencies if organisation.same_agency(agency, unit_id)]
    return found


def acts_urgently_somewhere(actor: Actor) -> bool:
    """Whether a person heads a board, or was named by a head. One query; kept, for buttons of many rows."""
    if _URGENT not in actor.worked_out:
        named = UrgentDelegate.objects.filter(person=actor.user, valid_from__lte=actor.on, valid_to__gte=actor.on)
        heads = any(role == Role.BOARD_HEAD for role, _unit in actor.roles)
        actor.worked_out[_URGENT] = heads or named.exists()
    return bool(actor.worked_out[_URGENT])


def may_review_urgent_act(actor: Actor, target: Any) -> Decision:
    """Say afterwards whether an urgent act was right: another member of the board."""
    if not isinstance(target, UrgentAct):
        return refused(_("There is nothing to review."))
    if target.by_id == actor.user.pk:
        return refused(_("Nobody reviews an urgent act of their own."))
    if _in_agency(actor, target.subsite.unit_id, Role.BOARD_MEMBER, Role.BOARD_HEAD):
        return ALLOWED
    return refused(_("Only members of the editorial board review urgent acts."))


def may_name_urgent_delegates(actor: Actor, target: Any) -> Decision:
    """Say who else may act urgently: the head of the board of the agency, in person."""
    unit_id = target.pk if isinstance(target, OrgUnit) else None
    in_place = {(held.role, held.unit_id) for held in actor.delegated}
    own = {unit for role, unit in actor.roles - in_place if role == Role.BOARD_HEAD}
    organisation = organisation_of(actor)
    if any(unit_id is None or organisation.same_agency(unit, unit_id) for unit in own):
        return ALLOWED
    return refused(_("Only the head of the editorial board names who may act urgently."))


def board_capacities(actor: Actor, unit_id: int, organisation: Organisation) -> list[Capacity]:
    """As what a person decides for the board of the unit's agency: its members and its head."""
    delegated = {(held.role, held.unit_id): held for held in actor.delegated}
    found = []
    for role, held_in in sorted(actor.roles):
        if role in DECIDERS[Step.BOARD_APPROVAL] and organisation.same_agency(held_in, unit_id):
            held = delegated.get((role, held_in))
            found.append(
                Capacity(
                    role=role,
                    unit_id=held_in,
                    delegation_id=held.delegation_id if held else None,
                    in_place_of=held.person_id if held else None,
                )
            )
    return found


def may_approve_bundle(actor: Actor, target: Any) -> Decision:
    """Approve many drafts at once: the board, and nobody who prepared them (R071)."""
    if not isinstance(target, Bundle):
        return refused(_("There is nothing to approve."))
    found = board_capacities(actor, target.subsite.unit_id, read_organisation())
    if not found:
        return refused(_("Only members of the editorial board of this agency approve a bundle."))
    hands = Hands(writers=target.prepared_by, last_editor=None)
    if actor.user.pk in target.prepared_by:
        return refused(_("Nobody approves what they imported or prepared themselves."))
    return ALLOWED if capacity_to_decide(found, hands=hands) is not None else refused(_IN_PLACE_OF_WRITER)


def may_approve_words(actor: Actor, target: Any) -> Decision:
    """Let the public read other words of a list: the board of whose list it is, never about their own (ADR 0205)."""
    if target is None:
        return ALLOWED if actor.has(*DECIDERS[Step.BOARD_APPROVAL]) else refused(_NO_BOARD)
    unit = (target.words_unit() or main_agency()) if isinstance(target, SharedWords) else None
    found = board_capacities(actor, unit.pk, read_organisation()) if unit is not None else []
    if not found:
        return refused(_NO_BOARD)
    hands = Hands(writers=frozenset(target.written_by), last_editor=None)
    if actor.user.pk in hands.writers:
        return refused(_OWN_TEXT)
    return ALLOWED if capacity_to_decide(found, hands=hands) is not None else refused(_IN_PLACE_OF_WRITER)


def may_set_rules(actor: Actor, target: Any) -> Decision:
    """Change steps, days and weights of requirements of a site: its standing office and administrators."""
    unit_id = getattr(target, "unit_id", None)
    if _in_agency(actor, unit_id, Role.STANDING_OFFICE, Role.ADMINISTRATOR):
        return ALLOWED
    return refused(_("Only the standing office and administrators change the rules of moderation."))


def _in_agency(actor: Actor, unit_id: int | None, *roles: str) -> bool:
    """Whether one of the roles is held in the agency of the unit; anywhere when no unit is given."""
    held = actor.units_as(*roles)
    if unit_id is None or not held:
        return bool(held)
    organisation = organisation_of(actor)
    return any(organisation.same_agency(unit, unit_id) for unit in held)


def register_operations() -> None:
    """Declare the operations; called once, in `ready()`. Four eyes bind superusers too."""
    register(Operation("submit_page", _("send a text to its reviewers"), may_submit))
    register(Operation("withdraw_submission", _("take a submission back"), may_withdraw_submission))
    for step, name in OPERATION_OF_STEP.items():
        register(Operation(name, step.label, _decides(step), binds_superusers=True))
    register(Operation("claim_task", _("take a step of a review"), may_claim, binds_superusers=True))
    register(Operation("assign_task", _("give a step of a review to somebody"), may_assign))
    register(Operation("publish_urgently", _("publish at once"), may_act_urgently, binds_superusers=True))
    register(Operation("withdraw_urgently", _("withdraw at once"), may_act_urgently, binds_superusers=True))
    register(Operation("review_urgent_act", _("review an urgent act"), may_review_urgent_act, binds_superusers=True))
    register(
        Operation(
            "name_urgent_delegate", _("name who may act urgently"), may_name_urgent_delegates, binds_superusers=True
        )
    )
    register(Operation("approve_bundle", _("approve many drafts at once"), may_approve_bundle, binds_superusers=True))
    register(Operation("approve_words", _("approve words of shared lists"), may_approve_words, binds_superusers=True))
    register(Operation("set_moderation_rules", _("change the rules of moderation"), may_set_rules))
