"""Which units a page may be of: those of its site, and for whoever writes for certain units those units."""

import datetime
from typing import Any

from wagtail.models import Page

from cms.departments.models import OrgUnit
from cms.departments.queries import memberships_of
from cms.departments.roles import Role
from cms.subsites.queries import subsite_of_page
from cms.subsites.scope import unit_ids_of

# They work for the site as a whole and file pages under any of its units.
WIDE_ROLES = frozenset({Role.BOARD_MEMBER, Role.BOARD_HEAD, Role.STANDING_OFFICE, Role.SECRETARIAT, Role.ADMINISTRATOR})


def choosable_units(*, user: Any, place: Page, on: datetime.date) -> list[int] | None:
    """Ids of the units the user may give to a page that is, or will be, at the place; None outside every site.

    All units of the site in being on the day for a superuser and for the roles above held in one of them; for
    everyone else the units of their memberships, the longest held first.
    """
    subsite = subsite_of_page(place)
    if subsite is None:
        return None
    of_site = set(OrgUnit.objects.in_being(on=on).filter(pk__in=unit_ids_of(subsite)).values_list("pk", flat=True))
    held = [row for row in memberships_of(user, on).order_by("valid_from", "pk") if row.unit_id in of_site]
    own = list(dict.fromkeys(row.unit_id for row in held))
    if user.is_superuser or any(row.role in WIDE_ROLES for row in held):
        return own + sorted(of_site - set(own))
    return own


def unit_of_new_page(*, user: Any, place: Page, on: datetime.date) -> int | None:
    """The unit that a new page starts with: the user's own of longest standing; None for whoever has none there."""
    subsite = subsite_of_page(place)
    of_site = unit_ids_of(subsite) if subsite is not None else set()
    rows = memberships_of(user, on).order_by("valid_from", "pk")
    return next((row.unit_id for row in rows if row.unit_id in of_site and row.unit.is_in_being(on=on)), None)
