"""Whose a receiving counter is: who keeps it, and whose procedures may name it."""

from django.db.models import Q, QuerySet

from cms.departments.models import OrgUnit
from cms.departments.policy import Actor
from cms.departments.standing import organisation_of
from cms.subsites.queries import main_agency
from procedures.import_access import KEEPERS
from procedures.models import ReceivingCounter


def kept_counters(actor: Actor) -> "QuerySet[ReceivingCounter]":
    """The counters a person may change: those of agencies whose catalogue they keep, and of agencies below them.

    What has no unit is shared by all agencies: the keepers of the main one keep it. At most two queries.
    """
    rows = ReceivingCounter.objects.select_related("unit")
    return rows if actor.user.is_superuser else rows.filter(_of_units(_reach(actor, *KEEPERS)))


def may_keep(actor: Actor, unit: OrgUnit | None) -> bool:
    """Whether a counter of that unit, or a shared one, would be theirs to change."""
    home = unit or main_agency()
    return actor.user.is_superuser or (home is not None and home.pk in _reach(actor, *KEEPERS))


def choosable_counters(actor: Actor) -> "QuerySet[ReceivingCounter]":
    """The counters a person may put on a page: shared ones, and those of their agencies and of agencies above."""
    if actor.user.is_superuser:
        return ReceivingCounter.objects.all()
    organisation = organisation_of(actor)
    above = {found for _role, unit in actor.roles for found in organisation.above(unit)}
    units = {unit for unit, agency in organisation.agency.items() if agency in above}
    return ReceivingCounter.objects.filter(Q(unit=None) | Q(unit__in=units | _reach(actor, *KEEPERS)))


def _reach(actor: Actor, *roles: str) -> set[int]:
    """Units of the agencies in which a person has one of the roles, and of agencies below them."""
    organisation = organisation_of(actor)
    offices = {organisation.agency.get(unit) for unit in actor.units_as(*roles)}
    return {unit for unit in organisation.parents if offices & organisation.above(unit)}


def _of_units(units: set[int]) -> Q:
    main = main_agency()
    own = Q(unit__in=units)
    return own | Q(unit=None) if main is not None and main.pk in units else own
