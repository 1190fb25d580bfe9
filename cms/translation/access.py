"""Who may see, take, give, write and close requests: the operations that translations declare (R079)."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cms.departments.policy import ALLOWED, Actor, Decision, Operation, refused, register
from cms.departments.roles import Role
from cms.pages.access import may_translate
from cms.pages.models import BasePage
from cms.pages.reach import AGENCY_WIDE, KEEPERS, WRITERS, reach_of
from cms.subsites.models import Subsite
from cms.translation.models import TranslationRequest
from cms.translation.states import UNFINISHED

# They write the English of their unit's texts.
TRANSLATING = (Role.TRANSLATOR, Role.SECTION_EDITOR, Role.DEPARTMENT_HEAD)
_FOREIGN = _("This translation belongs to another department.")


def visible_requests(actor: Actor) -> "QuerySet[TranslationRequest]":
    """The requests of the units for which a person writes or translates, and their own; the agency's for its office.

    They tell titles of public texts only, but whose work they are is the departments' own business.
    """
    rows = TranslationRequest.objects.all()
    if not actor.user.is_active:
        return rows.none()
    if actor.user.is_superuser:
        return rows
    reach = reach_of(actor)
    found = Q(assignee=actor.user)
    units = reach.units_as(*WRITERS)
    found |= Q(department__in=units) | Q(pool__in=units)
    for site in reach.sites:
        if reach.holds_at(site, *AGENCY_WIDE):
            found |= Q(subsite=site.subsite_id)
    return rows.filter(found)


def _is_of_agency(actor: Actor, subsite_id: int, *roles: str) -> bool:
    reach = reach_of(actor)
    return any(site.subsite_id == subsite_id and reach.holds_at(site, *roles) for site in reach.sites)


def may_list(actor: Actor, target: Any) -> Decision:
    """The list of requests: whoever writes for a unit or works for the agency; a request: who finds it."""
    if isinstance(target, TranslationRequest):
        return ALLOWED if visible_requests(actor).filter(pk=target.pk).exists() else refused(_FOREIGN)
    roles = {role for role, _unit in actor.roles}
    return ALLOWED if roles & {*WRITERS, *AGENCY_WIDE} else refused(_("You translate nothing here."))


def may_work(actor: Actor, target: Any) -> Decision:
    """Write segments: by the role one holds. To have been given a request is not enough once the role has ended."""
    return may_work_by_role(actor, target) if isinstance(target, TranslationRequest) else refused(_FOREIGN)


def may_work_by_role(actor: Actor, request: TranslationRequest) -> Decision:
    """Who writes for the unit whose text it is or translates for it; translators, section editors and heads of the unit

    that translates; and the keepers of the site.
    """
    if _is_of_agency(actor, request.subsite_id, *KEEPERS):
        return ALLOWED
    reach = reach_of(actor)
    if reach.holds_in(request.pool_id, *TRANSLATING) or reach.holds_in(request.department_id, *WRITERS):
        return ALLOWED
    return refused(_FOREIGN)


def may_assign(actor: Actor, target: Any) -> Decision:
    """Give a request to somebody: the heads of both units, and those who organise the agency's work."""
    if not isinstance(target, TranslationRequest):
        return refused(_FOREIGN)
    if _is_of_agency(actor, target.subsite_id, Role.STANDING_OFFICE, Role.SECRETARIAT, Role.BOARD_HEAD):
        return ALLOWED
    reach = reach_of(actor)
    if reach.holds_in(target.pool_id, Role.DEPARTMENT_HEAD) or reach.holds_in(
        target.department_id, Role.DEPARTMENT_HEAD
    ):
        return ALLOWED
    return refused(_("Only the head of the department, the standing office and the secretariat give translations."))


def may_waive(actor: Actor, target: Any) -> Decision:
    """Say that a text is not translated, or that it is after all: who answers for the text or for the site (R080)."""
    if not isinstance(target, TranslationRequest):
        return refused(_FOREIGN)
    if _is_of_agency(actor, target.subsite_id, Role.STANDING_OFFICE, Role.BOARD_HEAD):
        return ALLOWED
    if reach_of(actor).holds_in(target.department_id, Role.DEPARTMENT_HEAD):
        return ALLOWED
    return refused(_("Only the head of the department, the standing office and the head of the board say so."))


def may_ask(actor: Actor, target: Any) -> Decision:
    """Ask for the translation of a page: who may translate it."""
    return may_translate(actor, target) if isinstance(target, BasePage) else refused(_FOREIGN)


def may_set_rules(actor: Actor, target: Any) -> Decision:
    """Which sections are translated, in how many days, by whom: the standing office and administrators."""
    roles = (Role.STANDING_OFFICE, Role.ADMINISTRATOR)
    may = _is_of_agency(actor, target.pk, *roles) if isinstance(target, Subsite) else bool(actor.units_as(*roles))
    return ALLOWED if may else refused(_("Only the standing office and administrators set the rules of translations."))


def lent_pages(actor: Actor) -> frozenset[int]:
    """The English pages of other units that a person was given to write, while their translation is unfinished.

    One query for somebody who translates anywhere, none for others. (`cms.pages.registry.register_lender`)
    """
    reach = reach_of(actor)
    units = reach.units_as(*TRANSLATING)
    if not units:
        return frozenset()
    mine = Q(pool__in=reach.units_as(Role.TRANSLATOR)) | Q(assignee=actor.user, pool__in=units)
    rows = TranslationRequest.objects.filter(mine, state__in=UNFINISHED, target_page__isnull=False)
    return frozenset(rows.values_list("target_page_id", flat=True))


def register_operations() -> None:
    """Declare the operations; called once, in `ready()`."""
    for operation in (
        Operation("view_translations", _("see requests for translation"), may_list),
        Operation("work_on_translation", _("translate a text"), may_work),
        Operation("assign_translation", _("give a translation to somebody"), may_assign),
        Operation("waive_translation", _("say that a text is not translated"), may_waive),
        Operation("ask_translation", _("ask for the translation of a page"), may_ask),
        Operation("set_translation_rules", _("change the rules of translations"), may_set_rules),
    ):
        register(operation)
