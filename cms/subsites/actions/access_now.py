"""A person's groups at the moment of a request: what ended yesterday gives nothing today (RELIABILITY 35).

`sync_access` runs when an appointment changes and every hour; between midnight and that hour the groups of Wagtail
would still say what was true yesterday. So whenever a request learns whose session it is, the person's own groups are
held against the memberships in force now.
"""

import datetime

from django.db import transaction

from cms.accounts.models import User
from cms.departments.queries import standing_of
from cms.kernel.calendar import day_of
from cms.subsites.models import DerivedGroup

_Held = frozenset[tuple[str, int]]
# What each person held when this process last put their groups right: the same today means nothing to do.
_seen: dict[int, _Held] = {}


def keep_access_current(person: User, at: datetime.datetime) -> None:
    """Make the derived groups of one person what their memberships at `at` say. One query while nothing changes."""
    if person.is_superuser:
        return
    held = _held_by(person, at)
    if _seen.get(person.pk) != held:
        put_groups_right(person, held)
        _seen[person.pk] = held


@transaction.atomic
def put_groups_right(person: User, held: _Held) -> int:
    """Write the person's rows in derived groups that differ from what is held; how many. Other groups stay."""
    units = {unit for _role, unit in held}
    of_units = list(DerivedGroup.objects.filter(unit_id__in=units).values_list("unit_id", "subsite_id", "group_id"))
    roles = {(role, site) for role, unit in held for of_unit, site, _group in of_units if of_unit == unit}
    of_roles = DerivedGroup.objects.filter(unit__isnull=True, subsite_id__in={site for _role, site in roles})
    wanted = {group for _unit, _site, group in of_units}
    wanted |= {row.group_id for row in of_roles if (row.role, row.subsite_id) in roles}
    through = User.groups.through
    present = set(
        through.objects.filter(user_id=person.pk, group__derived_from__isnull=False).values_list("group_id", flat=True)
    )
    if extra := present - wanted:
        through.objects.filter(user_id=person.pk, group_id__in=extra).delete()
    missing = sorted(wanted - present)
    # Two requests at once may both find a row missing; there is one afterwards.
    through.objects.bulk_create(
        (through(user_id=person.pk, group_id=group) for group in missing), ignore_conflicts=True
    )
    return len(extra) + len(missing)


def forget_access() -> None:
    """Compare anew at the next request; called between tests."""
    _seen.clear()


def _held_by(person: User, at: datetime.datetime) -> _Held:
    if not person.is_active:
        return frozenset()
    return frozenset((row.role, row.unit_id) for row in standing_of(person, day_of(at)) if row.is_unit_in_being)
