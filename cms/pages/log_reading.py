"""Which entries of the audit log an agency reads: what its people did, and what was done to the pages of its sites."""

from typing import Any

from django.apps import apps
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page

from cms.departments.models import Membership
from cms.departments.policy import actor_of
from cms.departments.roles import Role
from cms.pages.reach import SitePlace, reach_of

# Whose roles open the log at all (cms.subsites.grants).
READERS = (Role.ADMINISTRATOR, Role.BOARD_HEAD, Role.STANDING_OFFICE)


def entries_of_agencies(user: Any) -> Q:
    """The condition for the agencies in which the person may read the log.

    Where one agency has the platform for itself, it reads everything. Otherwise what the platform did on its own is
    for superusers, and so is what somebody with posts in two agencies did to other things than pages.
    """
    reach = reach_of(actor_of(user, at=timezone.now()))
    if len({site.agency_id for site in reach.sites}) == 1:
        return Q()
    own = [site for site in reach.sites if reach.holds_at(site, *READERS)]
    units = reach.organisation.units_of_agencies({unit for role, unit in reach.roles if role in READERS})
    elsewhere = Membership.objects.exclude(unit_id__in=units)
    people = Membership.objects.filter(unit_id__in=units).exclude(person__in=elsewhere.values("person"))
    return (Q(by__in=people.values("person")) & ~_pages_of(set(reach.sites) - set(own))) | _pages_of(set(own))


def _pages_of(sites: set[SitePlace]) -> Q:
    """Entries about pages that stand on one of the sites now."""
    inside = Q(pk__in=[])
    for site in sites:
        for home in site.homes:
            inside |= Q(path__startswith=home)
    kinds = [model._meta.label_lower for model in apps.get_models() if issubclass(model, Page)]
    ids = Page.objects.filter(inside).order_by().values(text=Cast("pk", CharField()))
    return Q(target_type__in=kinds, target_id__in=ids)
