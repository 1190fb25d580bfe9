"""Groups, page permissions and collections follow from memberships; nobody clicks them together by hand (ADR 0012)."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from cms.accounts.models import User
from cms.audit.actions import record
from cms.departments.models import OrgUnit
from cms.departments.queries import roles_held
from cms.departments.roles import Role
from cms.kernel.calendar import day_of
from cms.subsites import grants
from cms.subsites.actions.derived import Derived
from cms.subsites.errors import UnknownSite
from cms.subsites.models import Subsite
from cms.subsites.queries import homes_of
from cms.subsites.registry import AccessSynced, announce_access
from cms.subsites.scope import unit_ids_of

if TYPE_CHECKING:
    from wagtail.models import Collection


@dataclass(frozen=True)
class AccessChanges:
    """How many rows a synchronisation added and removed; all zero when everything was right."""

    groups: int = 0
    collections: int = 0
    page_permissions: int = 0
    collection_permissions: int = 0
    model_permissions: int = 0
    members: int = 0

    @property
    def total(self) -> int:
        """Rows written."""
        return sum(asdict(self).values())


@transaction.atomic
def sync_access(*, subsite: Subsite, by: User | None, at: datetime.datetime) -> AccessChanges:
    """Make the groups, collections and permissions of a site what memberships valid at `at` say, and nothing else.

    One group a role, one group and collection a unit in being. What no longer holds is removed; collections stay,
    for pictures are in them. Run twice, the second run writes nothing.
    """
    # One at a time: what another writes of this site meanwhile would look superfluous, or be written twice.
    Subsite.objects.select_for_update(no_key=True).filter(pk=subsite.pk).values_list("pk").first()
    day = day_of(at)
    scope = unit_ids_of(subsite)
    units = list(OrgUnit.objects.in_being(on=day).filter(pk__in=scope).order_by("pk"))
    here = {unit.pk for unit in units}
    # Whoever acts in the place of another opens the same screens; what they may do there is the policy's to say.
    held = {row for row in roles_held(day) if row[2] in here}

    derived = Derived(subsite)
    roles = {role: derived.role_group(Role(role)) for role in Role.values}
    of_units = {unit.pk: derived.unit_group(unit) for unit in units}
    site_collection = derived.site_collection()
    collections = {unit.pk: derived.unit_collection(unit, below=site_collection) for unit in units}
    removed = derived.remove_groups_but([*roles.values(), *of_units.values()])

    members = {(person, roles[role]) for person, role, _ in held}
    members |= {(person, of_units[unit]) for person, _, unit in held}
    changes = AccessChanges(
        groups=derived.groups_written + removed,
        collections=derived.collections_written,
        page_permissions=derived.set_page_permissions(_page_permissions(subsite, roles)),
        collection_permissions=derived.set_collection_permissions(
            _media_permissions(roles, of_units, site_collection, collections)
        ),
        model_permissions=derived.set_model_permissions(
            {(group, name) for role, group in roles.items() for name in grants.model_permissions(role)}
        ),
        members=derived.set_members(members),
    )
    if changes.total:
        record(action="site.access_synced", by=by, at=at, target=subsite, data=asdict(changes))
    announce_access(AccessSynced(subsite=subsite, by=by, at=at))
    return changes


def sync_access_everywhere(
    *, keys: Sequence[str] = (), by: User | None, at: datetime.datetime
) -> dict[str, AccessChanges]:
    """Derive the access of every site, or of those with the given keys; the changes by key of site.

    Run from time to time: memberships begin and end by date, and nothing else happens on that day. Raises
    UnknownSite, and nothing has changed, for a key that no site has.
    """
    sites = Subsite.objects.select_related("site__root_page", "unit").order_by("key")
    if keys:
        sites = sites.filter(key__in=keys)
        unknown = set(keys) - {subsite.key for subsite in sites}
        if unknown:
            raise UnknownSite(keys=", ".join(sorted(unknown)))
    return {subsite.key: sync_access(subsite=subsite, by=by, at=at) for subsite in sites}


def sync_access_of_units(*, unit_ids: Iterable[int], by: User | None, at: datetime.datetime) -> None:
    """Synchronise every site that is for one of the units, or was: a unit that was closed has left its site."""
    wanted = set(unit_ids)
    for subsite in Subsite.objects.select_related("site__root_page", "unit").order_by("pk"):
        derived = set(subsite.derived_groups.filter(unit__isnull=False).values_list("unit_id", flat=True))
        if wanted & (unit_ids_of(subsite) | derived):
            sync_access(subsite=subsite, by=by, at=at)


def _page_permissions(subsite: Subsite, roles: dict[str, int]) -> set[tuple[int, int, str]]:
    homes = homes_of(subsite)
    return {
        (group, home.pk, codename)
        for role, group in roles.items()
        for codename in grants.PAGE_PERMISSIONS[role]
        for home in homes
    }


def _media_permissions(
    roles: dict[str, int], of_units: dict[int, int], site: "Collection", collections: dict[int, "Collection"]
) -> set[tuple[int, int, str]]:
    of_members = {(group, collections[unit].pk, name) for unit, group in of_units.items() for name in grants.UNIT_MEDIA}
    of_roles = {(roles[role], site.pk, name) for role, names in grants.SITE_MEDIA.items() for name in names}
    return of_members | of_roles
