"""How far a person's roles reach on the platform's pages: which sites, which units. Read once a request."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q
from wagtail.models import Page

from cms.departments.policy import Actor
from cms.departments.roles import Role
from cms.departments.standing import Organisation, organisation_of
from cms.subsites.models import Subsite

# They write the texts of their unit.
WRITERS = (Role.CONTRIBUTOR, Role.SECTION_EDITOR, Role.TRANSLATOR, Role.DEPARTMENT_HEAD)
# They keep the frame of every site of their agency, and help with every text on it.
KEEPERS = (Role.SECRETARIAT, Role.STANDING_OFFICE, Role.ADMINISTRATOR)
# They answer for what the public reads.
DECIDERS = (Role.BOARD_HEAD, Role.STANDING_OFFICE)
# Held anywhere in an agency, these hold for all of it.
AGENCY_WIDE = (Role.BOARD_MEMBER, Role.BOARD_HEAD, Role.STANDING_OFFICE, Role.SECRETARIAT, Role.ADMINISTRATOR)

_KEY = "cms.pages.reach"


@dataclass(frozen=True)
class SitePlace:
    """A site as permissions see it: its place in the tree, its agency and the units it is for."""

    subsite_id: int
    agency_id: int
    units: frozenset[int]
    homes: tuple[str, ...]  # paths of the home page in each language
    first_locale_id: int  # the language in which texts are written; the others are translations


@dataclass(frozen=True)
class Reach:
    """Organisation, sites and roles of one person on one day. No method asks the database anything."""

    roles: frozenset[tuple[str, int]]
    organisation: Organisation
    sites: tuple[SitePlace, ...]
    # The root of the tree and the homes in it, by path: where explorers begin.
    tops: dict[str, Page] = field(default_factory=dict, compare=False, repr=False)
    _known: dict[str, SitePlace | None] = field(default_factory=dict, compare=False, repr=False)

    def site_at(self, path: str) -> SitePlace | None:
        """The site whose home, in any language, stands at the tree path or above it; the nearest one."""
        if path not in self._known:
            found = [
                (len(home), number, site)
                for number, site in enumerate(self.sites)
                for home in site.homes
                if path.startswith(home)
            ]
            self._known[path] = max(found)[2] if found else None
        return self._known[path]

    def holds_in(self, unit_id: int | None, *roles: str) -> bool:
        """Whether one of the roles is held in the unit, or in one above it inside the same agency."""
        within = self.organisation.within.get(unit_id or 0, frozenset())
        return any(role in roles and unit in within for role, unit in self.roles)

    def holds_at(self, site: SitePlace, *roles: str) -> bool:
        """Whether one of the roles is held anywhere in the agency whose site this is."""
        agency = self.organisation.agency
        return any(role in roles and agency.get(unit) == site.agency_id for role, unit in self.roles)

    def writes_at(self, site: SitePlace, *roles: str) -> bool:
        """Whether one of the roles is held in a unit that the site is for."""
        return any(role in roles and unit in site.units for role, unit in self.roles)

    def is_staff_of(self, site: SitePlace) -> bool:
        """Whether the person works for the site: any role in one of its units, or one for the whole agency."""
        return self.writes_at(site, *Role.values) or self.holds_at(site, *AGENCY_WIDE)

    def units_as(self, *roles: str) -> frozenset[int]:
        """Ids of all units to which one of the roles reaches."""
        held = {unit for role, unit in self.roles if role in roles}
        return frozenset(self.organisation.units_below(held))

    def sites_as_staff(self) -> list[SitePlace]:
        """The sites the person works for."""
        return [site for site in self.sites if self.is_staff_of(site)]


def reach_of(actor: Actor) -> Reach:
    """How far the roles of the actor reach; two queries the first time an actor is asked about."""
    reach: Reach | None = actor.worked_out.get(_KEY)
    if reach is None:
        organisation = organisation_of(actor)
        sites, tops = _sites(organisation)
        reach = Reach(roles=actor.roles, organisation=organisation, sites=sites, tops=tops)
        actor.worked_out[_KEY] = reach
    return reach


def _sites(organisation: Organisation) -> tuple[tuple[SitePlace, ...], dict[str, Page]]:
    """The sites, and the root of the tree with every home in it, by path. One query: a home says whose root it is."""
    roots = Subsite.objects.values("site__root_page__translation_key")
    columns = {"subsite_pk": F("sites_rooted_here__subsite__pk"), "site_unit": F("sites_rooted_here__subsite__unit")}
    rows: list[Any] = list(
        Page.objects.filter(Q(translation_key__in=roots) | Q(depth=1)).annotate(**columns).order_by("path")
    )
    homes: dict[Any, list[str]] = {}
    for page in rows:
        paths = homes.setdefault(page.translation_key, [])
        if page.path not in paths:
            paths.append(page.path)
    rooted = sorted((page for page in rows if page.subsite_pk is not None), key=lambda page: page.subsite_pk)
    units = {page.site_unit for page in rooted}
    places = tuple(
        SitePlace(
            subsite_id=page.subsite_pk,
            agency_id=organisation.agency[page.site_unit],
            units=_scope(page.site_unit, organisation.parents, stops=units - {page.site_unit}),
            homes=tuple(homes[page.translation_key]),
            first_locale_id=page.locale_id,
        )
        for page in rooted
    )
    return places, {page.path: page for page in rows}


def _scope(root: int, parents: dict[int, int | None], *, stops: set[int]) -> frozenset[int]:
    """The unit and all below it, without those that have a site of their own and what is below those."""

    def is_below(unit: int | None) -> bool:
        seen: set[int] = set()
        while unit is not None and unit not in seen:
            if unit == root:
                return True
            if unit in stops:
                return False
            seen.add(unit)
            unit = parents.get(unit)
        return False

    return frozenset(unit for unit in parents if is_below(unit))
